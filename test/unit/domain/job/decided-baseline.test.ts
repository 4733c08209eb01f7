import { expect } from 'chai'
import fc from 'fast-check'
import {
  type DecidedBaseline,
  hasRoomForLocations,
  maxBaselineLength,
  readBaseline,
  type WrittenBaseline,
  writeBaseline,
} from '../../../../src/domain/job/decided-baseline.ts'
import { rightOf } from '../../../support/either.ts'

const present = 's3://artifacts/my-site/SiteOutput/AbCdEfG'

const artifacts = (...locations: readonly [string, ...ReadonlyArray<string>]): DecidedBaseline => ({
  _tag: 'Artifacts',
  locations,
  source: 'History',
})
const everything = (why: string): DecidedBaseline => ({ _tag: 'Everything', why })

const anyLocation = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string().map(end => present.slice(0, -7) + end),
  fc.nat(present.length).map(length => present.slice(0, length)),
)

const lengthOf = (written: WrittenBaseline): number => JSON.stringify(written).length

describe('The baseline of a job in a token', () => {
  it('is read as it was written, but as one that the history has to confirm', () => {
    fc.assert(
      fc.property(fc.array(anyLocation, { minLength: 1, maxLength: 8 }), anyLocation, ([first = '', ...rest], at) => {
        expect(rightOf(readBaseline(writeBaseline(artifacts(first, ...rest), at), at))).to.deep.equal({
          ...artifacts(first, ...rest),
          source: 'Token',
        })
      }),
    )
    expect(rightOf(readBaseline(writeBaseline(everything('no success'), present), present))).to.deep.equal(everything('no success'))
  })

  it('repeats nothing of the present location', () => {
    const others = ['XyZ1234', 'AbCd'].map(key => `s3://artifacts/my-site/SiteOutput/${key}`)
    expect(writeBaseline(artifacts('s3://other/k', ...others, present), present)).to.deep.equal(['5.other/k', 'y.XyZ1234', '12.', '15.'])
  })

  it('has room for eight artifacts of a pipeline', () => {
    const locations = Array.from({ length: 8 }, (_, index) => `s3://artifacts/my-site/SiteOutput/xYz123${index}.zip`)
    expect(hasRoomForLocations(locations as [string, ...string[]], present)).to.equal(true)
  })

  it('has room for as much JSON as a token spares for it', () => {
    const written = (length: number) => artifacts(`${present}${'x'.repeat(length)}`)
    const length = maxBaselineLength - lengthOf(writeBaseline(written(0), present))
    expect(lengthOf(writeBaseline(written(length), present))).to.equal(maxBaselineLength)
    const fits = (extra: number) => hasRoomForLocations([`${present}${'x'.repeat(length + extra)}`], present)
    expect([fits(0), fits(1)]).to.deep.equal([true, false])
  })

  it('shortens a reason to that, and to no less', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), why => {
        const written = writeBaseline(everything(why), present)
        expect(lengthOf(written)).to.be.at.most(maxBaselineLength)
        expect(why.startsWith(String(written))).to.equal(true)
        const more = why.slice(0, written.length + 1)
        expect(more === written || lengthOf(more) > maxBaselineLength).to.equal(true)
      }),
      { numRuns: 30 },
    )
    expect(writeBaseline(everything('w'.repeat(999)), present)).to.equal('w'.repeat(maxBaselineLength - 2))
  })

  it('is invalid if it shares more with the present location than there is, or cannot be read', () => {
    const invalid = { _tag: 'Left', left: { _tag: 'TokenInvalid', reason: 'its baseline does not match the artifact' } }
    for (const location of ['16.', 'zzzz.x', 'x', '', '.x', '-1.x', ' 1.x', 'A.x', '00000.x']) {
      expect(readBaseline(['0.s3://b/k', location], present), location).to.deep.equal(invalid)
    }
    expect(rightOf(readBaseline(['15.x\ny'], present))).to.deep.include({ locations: [`${present}x\ny`] })
  })
})
