import { expect } from 'chai'
import fc from 'fast-check'
import {
  type Again,
  type Attempt,
  isQuota,
  readItemQuota,
  readQuotaError,
  readQuotaKind,
  readWildcardQuota,
} from '../../../../tools/conformance/cloudfront/interpret-quotas.ts'
import { affordable, itemSizes } from '../../../../tools/conformance/cloudfront/quota-probe.ts'
import type { Refusal, Reply } from '../../../../tools/conformance/cloudfront/reply.ts'
import { notAsked, observed, unclear } from '../../../../tools/conformance/finding.ts'

const refused = (code: string): Refusal => ({ _tag: 'Refused', code, message: '', status: 400 })
const accepted: Reply = { _tag: 'Accepted', id: 'I1' }
const tooMany = refused('TooManyInvalidationsInProgress')
const throttling = refused('Throttling')
const tooLarge = refused('BatchTooLarge')
const denied = refused('AccessDenied')

/** The attempts of a descending or ascending row of sizes at a limit, up to the first that ends it. */
const attemptsAt = (limit: number, sizes: ReadonlyArray<number>, isLast: (reply: Reply) => boolean, refusal = tooMany): Attempt[] => {
  const attempts = sizes.map(size => ({ size, reply: size <= limit ? accepted : refusal }))
  const last = attempts.findIndex(({ reply }) => isLast(reply))
  return last === -1 ? attempts : attempts.slice(0, last + 1)
}

const wildcardsAt = (limit: number) => attemptsAt(limit, [16, 15, 7, 6, 2, 1], reply => reply._tag === 'Accepted')
const itemsAt = (limit: number) => attemptsAt(limit, itemSizes, reply => reply._tag === 'Refused')

describe('npm run conformance, reading quotas', () => {
  it('observes a quota of wildcards exactly if it is one of the readings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), limit => {
        const finding = readWildcardQuota(wildcardsAt(limit))
        if ([15, 6, 1].includes(limit)) expect(finding).to.include({ _tag: 'Observed', reading: String(limit) })
        else expect(finding._tag).to.equal('Unclear')
      }),
    )
  })

  it('observes the quota of items between two sizes', () => {
    for (const [limit, reading] of [
      [150, '150'],
      [1_000, '1000'],
      [3_000, '3000'],
    ] as const) {
      expect(readItemQuota(itemsAt(limit))).to.include({ _tag: 'Observed', reading })
    }
    expect(readItemQuota(itemsAt(3_001))).to.have.property('_tag', 'Unclear')
    expect(readItemQuota([{ size: 151, reply: accepted }])).to.deep.equal(unclear('151 items: accepted; more need a higher --max-cost'))
  })

  it('does not take another refusal for a quota', () => {
    expect(readItemQuota([{ size: 151, reply: denied }])).to.deep.equal(unclear('151 items: 400 AccessDenied'))
    expect(
      readWildcardQuota([
        { size: 16, reply: tooMany },
        { size: 15, reply: denied },
      ]),
    ).to.have.property('_tag', 'Unclear')
    for (const quota of [tooMany, throttling, tooLarge]) expect(isQuota(quota)).to.equal(true)
    for (const other of [denied, accepted]) expect(isQuota(other)).to.equal(false)
  })

  const again = (atOnce: Reply, later?: Reply, wasInProgress = true): Again => ({ atOnce, later, wasInProgress })

  it('tells what a quota counts', () => {
    const limited = wildcardsAt(6)
    const unlimited = wildcardsAt(16)
    expect(readQuotaKind(unlimited, itemsAt(3_001), again(accepted))).to.deep.equal(observed('none', 'nothing was refused'))
    expect(readQuotaKind(limited, [], again(accepted))).to.include({ _tag: 'Observed', reading: 'per-request' })
    expect(readQuotaKind(limited, [], again(tooMany, accepted))).to.include({ _tag: 'Observed', reading: 'per-second' })
    expect(readQuotaKind(limited, [], again(tooMany, tooMany))).to.include({ _tag: 'Observed', reading: 'in-progress' })
    expect(readQuotaKind(limited, [], again(throttling, throttling))).to.include({ _tag: 'Observed', reading: 'in-progress' })
    expect(readQuotaKind([{ size: 16, reply: tooLarge }], [], undefined)).to.deep.equal(observed('per-request', '400 BatchTooLarge'))
    expect(readQuotaKind(unlimited, [{ size: 151, reply: tooLarge }], again(accepted))).to.deep.equal(
      observed('per-request', '400 BatchTooLarge'),
    )
  })

  it('says what it cannot tell about what a quota counts', () => {
    const limited = wildcardsAt(6)
    const soon = 'the first invalidation completed too soon to tell'
    expect(readQuotaKind(limited, [], again(tooMany, tooMany, false))).to.deep.equal(unclear(soon))
    expect(readQuotaKind(limited, [], again(tooMany, accepted, false))).to.deep.equal(unclear(soon))
    expect(readQuotaKind(limited, [], again(denied, accepted))).to.deep.equal(unclear('400 AccessDenied'))
    expect(readQuotaKind(limited, [], again(tooMany, denied))).to.deep.equal(unclear('400 AccessDenied'))
    expect(readQuotaKind(limited, [], undefined)).to.deep.equal(unclear('no request with wildcards was accepted'))
    expect(readQuotaKind(wildcardsAt(16), itemsAt(150), again(accepted))).to.deep.equal(
      unclear('wildcards are not limited, but items are: 400 TooManyInvalidationsInProgress'),
    )
  })

  it('names the error of a quota that counts over time', () => {
    expect(readQuotaError([accepted, tooMany, throttling])).to.deep.equal(observed('too-many', '400 TooManyInvalidationsInProgress'))
    expect(readQuotaError([throttling])).to.deep.equal(observed('throttling', '400 Throttling'))
    expect(readQuotaError([tooLarge, throttling])).to.deep.equal(observed('throttling', '400 Throttling'))
    expect(readQuotaError([tooLarge])).to.deep.equal(notAsked('a quota per request answers BatchTooLarge'))
    expect(readQuotaError([accepted, denied])).to.deep.equal(notAsked('nothing was refused'))
  })

  it('asks for the numbers of items that the money pays for, after 23 paths for wildcards', () => {
    expect(affordable(173)).to.deep.equal([])
    expect(affordable(174)).to.deep.equal([151])
    expect(affordable(1_174)).to.deep.equal([151])
    expect(affordable(1_175)).to.deep.equal([151, 1_001])
    expect(affordable(4_176)).to.deep.equal([151, 1_001, 3_001])
  })
})
