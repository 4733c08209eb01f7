import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { ContainerModule } from 'inversify'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import type { Outcome } from '../../../../src/adapters/console/outcome.ts'
import { consoleReporter } from '../../../../src/adapters/console/reporter.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { JobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { callsTo, checkStatus, runInputs } from '../../../../src/entrypoints/cli/calls.ts'
import type { Screen } from '../../../../src/entrypoints/cli/screen.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import type { MemoryCdnOptions } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { throttled } from '../../../support/builders/failures.ts'
import { jobSpec } from '../../../support/builders/plans.ts'
import { world } from '../../../support/worlds/world.ts'

const run = async (change: Partial<JobSpec>, options: MemoryCdnOptions = {}, againAfter?: number) => {
  const { ports, clock, cdn } = world([], options)
  const printed: Outcome[] = []
  const spec = jobSpec(change)
  const print = (outcome: Outcome) => () => void printed.push(outcome)
  const reporter = consoleReporter({ format: 'text', waits: spec.waitForCompletion, targetNoun: 'target', print })
  const started = clock.now()
  const code = await runInputs({ ...ports, reporter }, { spec, changes: undefined, folders: undefined }, { watch: () => {} }, againAfter)
  expect(printed.map(({ exitCode }) => exitCode)).to.deep.equal([code])
  return { code, text: `${printed[0]?.stdout}${printed[0]?.stderr}`, minutes: (clock.now() - started) / 60_000, cdn }
}

const refusing = (failure: CdnFailure): MemoryCdnOptions => ({ rejects: () => failure })

describe('runInputs', () => {
  it('succeeds', async () => {
    const { code, text } = await run({})
    expect(code).to.equal(exitCodes.success)
    expect(text).to.match(/^1 path .* in progress\n$/)
  })

  it('sends everything twice with --again-after, and prints one result', async () => {
    const { code, minutes, cdn } = await run({}, { capabilities: { idempotentByReference: false } }, 30_000)
    expect(code).to.equal(exitCodes.success)
    expect(cdn.created()).to.have.length(2)
    expect(minutes).to.equal(0.5)
  })

  it('waits until the invalidation is complete', async () => {
    const { code, text } = await run({ waitForCompletion: true })
    expect(code).to.equal(exitCodes.success)
    expect(text).to.match(/completed\n$/)
  })

  it('tells a wait that timed out from a failure', async () => {
    const { code, text, minutes } = await run({ waitForCompletion: true, timeoutMinutes: 3 }, { completesAfter: 3_600_000 })
    expect(code).to.equal(exitCodes.timedOut)
    expect(text).to.match(/still in progress after 3 minutes\n$/)
    expect(minutes).to.be.within(2.9, 3.2)
  })

  it('retries until the timeout while the CDN is unavailable', async () => {
    const { code, text, minutes } = await run({ timeoutMinutes: 90 }, refusing(throttled))
    expect(code).to.equal(exitCodes.unavailable)
    expect(text).to.include('was unavailable for 90 minutes (last response: Throttling). The command is fine: run it again.')
    expect(minutes).to.be.within(89.9, 90.2)
  })

  it('fails with what the CDN rejects for another reason', async () => {
    const { code, text } = await run({}, refusing({ _tag: 'RequestRejected', code: 'Teapot', hint: 'Use a teapot.' }))
    expect(code).to.equal(exitCodes.failed)
    expect(text).to.include('The request was rejected with Teapot. Use a teapot.')
  })

  it('names the items that the CDN rejects, and sends the others', async () => {
    const rejects = ({ items }: { readonly items: ReadonlyArray<string> }): CdnFailure | undefined =>
      items.includes('/b') ? { _tag: 'ItemsRejected', detail: '' } : undefined
    const { code, cdn } = await run({ items: ['/a', '/b', '/c'].map(item) }, { rejects })
    expect(code).to.equal(exitCodes.configuration)
    expect(cdn.created().flatMap(({ request }) => request.items)).to.have.members(['/a', '/c'])
  })

  it('says whether a request is being sent', async () => {
    const { ports } = world([])
    const seen: boolean[] = []
    let isSending = (): boolean => false
    const cdn = {
      ...ports.cdn,
      invalidate: (...args: Parameters<typeof ports.cdn.invalidate>) => {
        const task = ports.cdn.invalidate(...args)
        return () => {
          seen.push(isSending())
          return task()
        }
      },
    }
    const reporter = consoleReporter({ format: 'text', waits: false, targetNoun: 'target', print: () => () => {} })
    const watch = (sending: () => boolean): void => {
      isSending = sending
    }
    await runInputs({ ...ports, cdn, reporter }, { spec: jobSpec(), changes: undefined, folders: undefined }, { watch }, undefined)
    expect(seen).to.deep.equal([true])
    expect(isSending()).to.equal(false)
  })

  it('uses another reference in each run', async () => {
    const runs = [await run({}), await run({})]
    const references = runs.flatMap(({ cdn }) => cdn.created().map(({ request }) => request.reference))
    expect(new Set(references).size).to.equal(2)
  })
})

describe('callsTo', () => {
  it('runs the job once more after --again-after, and says so in the progress', async () => {
    const { clock, cdn } = world([], { capabilities: { idempotentByReference: false } })
    const module = new ContainerModule(({ bind, rebind }) => {
      bind(token.CdnInvalidator).toConstantValue(cdn)
      rebind(token.Clock).toConstantValue(clock)
    })
    const shown: string[] = []
    const screen: Screen = {
      print:
        ({ stdout }) =>
        () =>
          void shown.push(stdout),
      status: { show: text => void shown.push(text), clear: () => {} },
      paint: (_, text) => text,
    }
    const inputs = { spec: jobSpec(), changes: undefined, folders: undefined }
    const options = { profile: undefined, region: undefined, endpoint: undefined, againAfter: 30_000 }
    const { invalidate } = callsTo({ connect: async () => E.right(module) })
    const started = clock.now()
    expect(await invalidate(inputs, options, 'ids', screen, { add: () => {}, watch: () => {} })).to.equal(exitCodes.success)
    expect(shown).to.deep.equal([
      'Sending 1 item to E1',
      'Created I1 on E1: 1 item',
      'Sending everything once more in 30 seconds',
      'Sending 1 item to E1',
      'Created I2 on E1: 1 item',
      'I2\n',
    ])
    expect(clock.now() - started).to.equal(30_000)
  })
})

describe('checkStatus', () => {
  const check = async (invalidationId: string) => {
    const { cdn } = world([])
    const printed: Outcome[] = []
    const screen = {
      print: (outcome: Outcome) => () => void printed.push(outcome),
      status: { show: () => {}, clear: () => {} },
      paint: (_: string, text: string) => text,
    }
    const code = await checkStatus(cdn, { targetId: 'E1', invalidationId, credentials: undefined }, 'text', screen)
    expect(printed.map(({ exitCode }) => exitCode)).to.deep.equal([code])
    return { code, text: `${printed[0]?.stdout}${printed[0]?.stderr}` }
  }

  it('fails if there is no such invalidation', async () => {
    expect(await check('I404')).to.deep.equal({ code: exitCodes.configuration, text: 'E1 has no invalidation I404.\n' })
  })
})
