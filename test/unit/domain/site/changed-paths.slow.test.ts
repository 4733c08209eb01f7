import { expect } from 'chai'
import { readGlob } from '../../../../src/domain/site/globs.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { entry } from '../../../support/builders/entries.ts'
import { changesOf } from '../../../support/by-cloudfront.ts'
import { rightOf } from '../../../support/either.ts'

describe('changesOf', () => {
  it('takes 300,000 files, half of them changed, within seconds', function () {
    this.timeout(60_000)
    const names = Array.from({ length: 300_000 }, (_, index) => `section ${index % 997}/página-${index}.html`)
    const old = names.map(name => entry(name, 1))
    const now = names.map((name, index) => entry(name, index % 2))
    const began = performance.now()
    const { files, unchanged } = changesOf({ ...plain, exclude: [rightOf(readGlob('*.map'))] }, old, now)
    expect(performance.now() - began).to.be.below(20_000)
    expect([files, unchanged.length]).to.deep.equal([150_000, 150_000])
  })
})
