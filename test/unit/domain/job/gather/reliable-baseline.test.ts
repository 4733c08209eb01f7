import { expect } from 'chai'
import { isReliableBaseline } from '../../../../../src/domain/job/gather/reliable-baseline.ts'
import { readJobSpec } from '../../../../support/by-cloudfront.ts'
import { runContext } from '../../../../support/capabilities.ts'
import { rightOf } from '../../../../support/either.ts'

const changed = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
const parameters = (change: object = {}): string => JSON.stringify({ distributionId: 'E1', changed, ...change })
const current = (change: object = {}) => rightOf(readJobSpec(parameters(change)))

describe('isReliableBaseline', () => {
  const table: ReadonlyArray<readonly [string, boolean, string | undefined, object?]> = [
    ['the same parameters', true, parameters()],
    ['the same parameters in another order', true, JSON.stringify({ changed: { ...changed, added: true }, distributionId: ['E1'] })],
    ['additional items', true, parameters({ items: ['/feed'], waitForCompletion: true })],
    ['everything', true, '{"distributionId": "E1", "items": ["/*"]}'],
    ['everything, on an additional distribution', true, '{"distributionId": ["E2", "E1"], "items": ["/*"]}'],
    ['everything, on another distribution', false, '{"distributionId": "E2", "items": ["/*"]}'],
    ['one distribution of two', false, parameters(), { distributionId: ['E1', 'E2'] }],
    ['some items', false, '{"distributionId": "E1", "items": ["/index.html"]}'],
    ['a dry run', false, parameters({ dryRun: true })],
    ['a dry run of everything', false, '{"distributionId": "E1", "items": ["/*"], "dryRun": true}'],
    ['another rule', false, parameters({ changed: { ...changed, exclude: ['*.html'] } })],
    ['no parameters', false, undefined],
    ['unrelated parameters', false, '{"environment": "prod"}'],
  ]
  for (const [what, expected, earlier, change] of table) {
    it(`is ${expected} for ${what}`, () => {
      expect(isReliableBaseline(current(change), { parameters: earlier }, runContext)).to.equal(expected)
    })
  }
})
