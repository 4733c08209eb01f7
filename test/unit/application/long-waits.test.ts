import { expect } from 'chai'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import { tooManyInProgress } from '../../support/builders/failures.ts'
import { simulatePipeline } from '../../support/simulators/pipeline.ts'
import { type World, world } from '../../support/worlds/world.ts'

const minutes = (count: number): number => count * 60_000
const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}`)
const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)

const itemsOn = ({ cdn }: World, targetId: string): number =>
  cdn.created().reduce((sum, { request }) => sum + (request.targetId === targetId ? request.items.length : 0), 0)

const run = (here: World, parameters: object) => simulatePipeline(here, JSON.stringify(parameters), [], 5_000)

describe('runJob over many invocations', () => {
  for (const [busy, maxRequests] of [
    [2, 2],
    [15, 300],
  ] as const) {
    it(`needs at most ${maxRequests} requests after the CDN had no capacity for ${busy} minutes`, async () => {
      const here: World = world(undefined, {
        rejects: () => (here.clock.now() < 1_000_000 + minutes(busy) ? tooManyInProgress : undefined),
      })
      const { final } = await run(here, { distributionId: 'E1', items: paths(3_000), timeoutMinutes: busy + 5 })
      expect(final).to.include({ _tag: 'Success' })
      expect(itemsOn(here, 'E1')).to.equal(3_000)
      expect(here.cdn.created().length).to.be.at.most(maxRequests)
    })
  }

  it('halves a request that is too large without waiting for another distribution', async () => {
    const rejects: Parameters<typeof world>[1] = {
      completesAfter: minutes(1_000),
      rejects: ({ targetId, items }) => (targetId === 'E1' && items.length > 1 ? { _tag: 'RequestTooLarge' } : undefined),
    }
    const here = world(undefined, rejects)
    const { final } = await run(here, { distributionId: ['E1', 'E2'], items: paths(64), waitForCompletion: true, timeoutMinutes: 5 })
    expect(final).to.include({ _tag: 'Success', status: 'InProgress' })
    expect(itemsOn(here, 'E1')).to.equal(64)
  })

  it('submits the remaining items before it gives up, even if the token had no room for their ids', async () => {
    const here = world(undefined, {
      capabilities: { wildcards: { granularity: 'character', maxPerRequest: 1 } },
      completesAfter: minutes(10_000),
    })
    const { final } = await run(here, { distributionId: 'E1', items: wildcards(400), waitForCompletion: true, timeoutMinutes: 3 })
    expect(final).to.include({ _tag: 'Success', status: 'InProgress' })
    expect(itemsOn(here, 'E1')).to.equal(400)
  })

  it('submits everything even if it may not check the status of any invalidation', async () => {
    const here = world(undefined, { capabilities: { wildcards: { granularity: 'character', maxPerRequest: 1 } } })
    const denied: CdnFailure = { _tag: 'InvalidationDenied', permission: 'cdn:CheckStatus', resource: 'E1', hint: 'Allow it.' }
    const withoutChecks = {
      ...here,
      ports: { ...here.ports, cdn: { ...here.cdn, statusOf: () => async () => ({ _tag: 'Left', left: denied }) as const } },
    }
    const { final } = await run(withoutChecks, { distributionId: 'E1', items: wildcards(400), waitForCompletion: true })
    expect(final).to.include({ _tag: 'Failure', kind: 'permission' })
    expect(itemsOn(here, 'E1')).to.equal(400)
  })

  it('detects a completion in the last seconds before its timeout', async () => {
    for (const completesAfter of [57_000, 59_000, 60_000]) {
      const here = world(undefined, { completesAfter })
      const { final } = await run(here, {
        distributionId: 'E1',
        items: ['/*'],
        waitForCompletion: true,
        onWaitTimeout: 'fail',
        timeoutMinutes: 1,
      })
      expect(final).to.include({ _tag: 'Success', status: 'Completed' })
    }
  })
})
