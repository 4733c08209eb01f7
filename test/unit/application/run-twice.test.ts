import { expect } from 'chai'
import fc from 'fast-check'
import { runTwice } from '../../../src/application/run-twice.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { JobSpec } from '../../../src/domain/parameters/job-spec.ts'
import type { Misbehaviour } from '../../../src/testing/fakes/misbehaviour.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { throttled } from '../../support/builders/failures.ts'
import { jobSpec } from '../../support/builders/plans.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { host, itemsSentTo, strangerWorld } from '../../support/worlds/strangers.ts'
import type { World } from '../../support/worlds/world.ts'

const jobId = '42'
const pause = 2_000

const specOf = (change: Partial<JobSpec> = {}): JobSpec =>
  jobSpec({ targetIds: ['zone-1'], host, items: [item('/a'), item('/b')], ...change })

const start = (here: World, change: Partial<JobSpec> = {}, time = Number.POSITIVE_INFINITY) =>
  runTwice(here.ports, pause)(jobId, specOf(change), here.clock.now() + time)()

/** Runs a job twice, and expects that the one answer that was delivered is the one that the run resolves with. */
const run = async (here: World, change: Partial<JobSpec> = {}): Promise<Answer> => {
  const answer = rightOf(await start(here, change))
  expect(here.reporter.answers.get(jobId)).to.deep.equal(answer)
  expect(here.reporter.calls()).to.equal(1)
  return answer
}

const refuse = (failure: CdnFailure): Misbehaviour<CdnFailure> => ({ _tag: 'Refuse', failure })
const rejected: CdnFailure = { _tag: 'RequestRejected', code: 'Teapot', hint: 'Use a teapot.' }

const scheduled = ({ log }: World): ReadonlyArray<object> => log.entries.filter(({ _tag }) => _tag === 'RepeatScheduled')

describe('runTwice', () => {
  it('sends everything twice, with the pause in between, and delivers the second answer', async () => {
    const here = strangerWorld()
    const startedAt = here.clock.now()
    expect(await run(here)).to.deep.include({ _tag: 'Success', invalidationIds: ['I2'], pathCount: 2 })
    expect(itemsSentTo(here)).to.deep.equal([
      ['/a', '/b'],
      ['/a', '/b'],
    ])
    expect(here.clock.now() - startedAt).to.equal(pause)
    expect(scheduled(here)).to.deep.equal([{ _tag: 'RepeatScheduled', jobId, milliseconds: pause }])
  })

  it('counts the pause from the end of the first run', async () => {
    const here = strangerWorld()
    here.cdn.misbehave(refuse(throttled))
    const times: number[] = []
    const cdn: typeof here.ports.cdn = {
      ...here.ports.cdn,
      invalidate: (request, within) => () => {
        times.push(here.clock.now())
        return here.ports.cdn.invalidate(request, within)()
      },
    }
    rightOf(await runTwice({ ...here.ports, cdn }, pause)(jobId, specOf(), Number.POSITIVE_INFINITY)())
    expect(times).to.have.length(3)
    expect((times[2] ?? 0) - (times[1] ?? 0)).to.equal(pause)
  })

  it('delivers the failure of the first run, and does not run again', async () => {
    const here = strangerWorld()
    here.cdn.misbehave(refuse(rejected))
    expect(await run(here)).to.include({ _tag: 'Failure' })
    expect(here.cdn.calls()).to.equal(1)
    expect(scheduled(here)).to.deep.equal([])
  })

  it('delivers the failure of the second run', async () => {
    const here = strangerWorld()
    here.cdn.misbehave({ _tag: 'None' }, refuse(rejected))
    expect(await run(here)).to.include({ _tag: 'Failure' })
    expect(here.cdn.calls()).to.equal(2)
  })

  it('retries in each run', async () => {
    const here = strangerWorld()
    here.cdn.misbehave(refuse(throttled), { _tag: 'None' }, refuse(throttled))
    expect(await run(here)).to.include({ _tag: 'Success' })
    expect(here.cdn.calls()).to.equal(4)
  })

  it('runs once if there is nothing to send', async () => {
    for (const change of [{ dryRun: true }, { items: [] }]) {
      const here = strangerWorld()
      const startedAt = here.clock.now()
      expect(await run(here, change)).to.include({ _tag: 'Success' })
      expect(here.clock.now()).to.equal(startedAt)
      expect(here.cdn.calls()).to.equal(0)
    }
  })

  it('sends to every target twice', async () => {
    const here = strangerWorld()
    await run(here, { targetIds: ['zone-1', 'zone-2'] })
    const targets = here.cdn.created().map(({ request }) => request.targetId)
    expect(targets.toSorted()).to.deep.equal(['zone-1', 'zone-1', 'zone-2', 'zone-2'])
  })

  it('says that the job is unfinished if the deadline does not leave time for the second run', async () => {
    const here = strangerWorld()
    expect(rightOf(await start(here, {}, pause))).to.include({ _tag: 'Unfinished' })
    expect(here.cdn.created()).to.have.length(1)
  })

  it('resolves with the failure of the delivery', async () => {
    const here = strangerWorld()
    here.reporter.misbehave({ _tag: 'Refuse', failure: { _tag: 'ReportDenied', permission: 'ci:Report' } })
    expect(leftOf(await start(here))).to.include({ _tag: 'ReportDenied' })
    expect(here.cdn.created()).to.have.length(2)
  })

  it('does nothing until it is run', () => {
    const here = strangerWorld()
    runTwice(here.ports, pause)(jobId, specOf(), Number.POSITIVE_INFINITY)
    expect(here.cdn.calls()).to.equal(0)
  })

  it('sends every item exactly twice if both runs succeed, whatever goes wrong on the way', async () => {
    const hiccup = fc.constantFrom<Misbehaviour<CdnFailure>>(
      { _tag: 'None' },
      refuse(throttled),
      refuse({ _tag: 'CdnUnavailable', code: '503' }),
    )
    const paths = fc.uniqueArray(
      fc.constantFrom(...'abcdefghijklmnop').map(letter => item(`/${letter}`)),
      { minLength: 1 },
    )
    await fc.assert(
      fc.asyncProperty(paths, fc.array(hiccup, { maxLength: 8 }), async (items, hiccups) => {
        const here = strangerWorld()
        here.cdn.misbehave(...hiccups)
        expect(await run(here, { items: [...items].sort() })).to.include({ _tag: 'Success' })
        expect(itemsSentTo(here).flat().toSorted()).to.deep.equal([...items, ...items].toSorted())
      }),
    )
  })
})
