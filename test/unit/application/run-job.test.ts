import { expect } from 'chai'
import { runJob } from '../../../src/application/run-job.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import { writeNotPlannedToken } from '../../../src/domain/job/write-token.ts'
import { memoryCdn } from '../../../src/testing/fakes/cdn-invalidator.ts'
import { bytesOf, knownArtifact, knownLocation } from '../../support/builders/artifacts.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { knownJob, world } from '../../support/worlds/world.ts'

const job = (parameters: unknown = { distributionId: 'E1', items: ['/*'] }) => ({
  id: knownJob,
  parameters: JSON.stringify(parameters),
  continuationToken: undefined,
  artifacts: [],
  account: undefined,
})

const minute = 60_000
const rejectWith = (failure: CdnFailure) => ({ _tag: 'Refuse', failure }) as const
const throttled = rejectWith({ _tag: 'Throttled', code: 'Throttling' })
const unavailable = rejectWith({ _tag: 'CdnUnavailable', code: '503' })
const reporterUnavailable = { _tag: 'Refuse', failure: { _tag: 'ReporterUnavailable', reason: '503' } } as const

describe('runJob', () => {
  it('creates one invalidation and reports one answer', async () => {
    const { ports, cdn, reporter, clock } = world()
    const answer = rightOf(await runJob(ports)(job(), clock.now() + minute)())
    expect(answer).to.include({ _tag: 'Success', status: 'InProgress' })
    expect(reporter.answers.get(knownJob)).to.deep.equal(answer)
    expect([cdn.calls(), reporter.calls()]).to.deep.equal([1, 1])
  })

  it('does nothing until the task is run', () => {
    const { ports, cdn, reporter, clock, log } = world()
    runJob(ports)(job(), clock.now() + minute)
    expect([cdn.calls(), reporter.calls(), log.entries.length]).to.deep.equal([0, 0, 0])
  })

  it('does not call the CDN if the parameters are invalid', async () => {
    const { ports, cdn, reporter, clock } = world()
    rightOf(await runJob(ports)(job({ distributionId: 'E1' }), clock.now() + minute)())
    expect(cdn.calls()).to.equal(0)
    expect(reporter.answers.get(knownJob)).to.include({ _tag: 'Failure', kind: 'configuration' })
  })

  it('does not call the CDN in a dry run', async () => {
    const { ports, cdn, clock } = world()
    const answer = rightOf(await runJob(ports)(job({ distributionId: 'E1', items: ['/*'], dryRun: true }), clock.now() + minute)())
    expect(answer).to.include({ _tag: 'Success', status: 'DryRun' })
    expect(cdn.calls()).to.equal(0)
  })

  it('retries while the CDN is unavailable for a short time', async () => {
    const { ports, cdn, clock } = world()
    cdn.misbehave(throttled, throttled, throttled, unavailable, unavailable, unavailable, unavailable, unavailable, unavailable)
    expect(rightOf(await runJob(ports)(job(), clock.now() + minute)())).to.include({ _tag: 'Success' })
    expect(cdn.calls()).to.equal(10)
    expect(cdn.created()).to.have.length(1)
  })

  it('creates one invalidation even if responses are lost', async () => {
    const { ports, cdn, clock } = world()
    cdn.misbehave({ _tag: 'LoseAnswer' }, { _tag: 'LoseAnswer' })
    const answer = rightOf(await runJob(ports)(job(), clock.now() + minute)())
    expect(answer).to.have.deep.property('invalidationIds', ['I1'])
    expect(cdn.created()).to.have.length(1)
  })

  it('continues in another invocation after half a minute if the CDN stays unavailable', async () => {
    const { ports, cdn, clock } = world()
    const startedAt = clock.now()
    cdn.misbehave(...Array.from({ length: 1_000 }, () => throttled))
    expect(rightOf(await runJob(ports)(job(), startedAt + minute)())).to.include({ _tag: 'Continuation', percentComplete: 0 })
    expect(clock.now() - startedAt).to.be.within(20_000, 30_000)
    expect(cdn.calls()).to.be.above(10)
  })

  it('continues in another invocation before its deadline if the CDN does not respond', async () => {
    for (const left of [1_900, 3_000, minute]) {
      const { ports, cdn, clock } = world()
      const deadline = clock.now() + left
      cdn.misbehave(...Array.from({ length: 1_000 }, () => ({ _tag: 'Hang' }) as const))
      expect(rightOf(await runJob(ports)(job(), deadline)())).to.include({ _tag: 'Continuation' })
      expect(clock.now()).to.be.at.most(deadline - 1_500)
    }
  })

  it('invalidates several distributions even if one of them fails', async () => {
    const { ports, cdn, clock } = world()
    const answer = rightOf(await runJob(ports)(job({ distributionId: ['E1', 'E404', 'E2'], items: ['/*'] }), clock.now() + minute)())
    expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
    expect(cdn.created().map(({ request }) => request.targetId)).to.deep.equal(['E1', 'E2'])
  })

  it('continues with other distributions while one has to wait', async () => {
    const { ports, cdn, clock, log } = world()
    cdn.misbehave(throttled)
    rightOf(await runJob(ports)(job({ distributionId: ['E1', 'E2'], items: ['/*'] }), clock.now() + minute)())
    expect(cdn.created().map(({ request }) => request.targetId)).to.deep.equal(['E2', 'E1'])
    expect(log.entries.map(({ _tag }) => _tag)).to.deep.equal([
      'Planned',
      'InvalidationFailed',
      'InvalidationCreated',
      'Paused',
      'InvalidationCreated',
      'Reported',
      'Finished',
    ])
  })

  it('retries the report of a success, and never reports a failure for an invalidation that was created', async () => {
    const { ports, reporter, clock } = world()
    reporter.misbehave(reporterUnavailable, { _tag: 'Hang' }, reporterUnavailable)
    expect(rightOf(await runJob(ports)(job(), clock.now() + minute)())).to.include({ _tag: 'Success' })
    expect(reporter.answers.get(knownJob)).to.include({ _tag: 'Success' })
    expect(reporter.calls()).to.equal(4)
  })

  it('treats a job as answered if the response to its report is lost', async () => {
    const { ports, reporter, clock } = world()
    reporter.misbehave({ _tag: 'LoseAnswer' })
    expect(rightOf(await runJob(ports)(job(), clock.now() + minute)())).to.include({ _tag: 'Success' })
    expect(reporter.answers.size).to.equal(1)
  })

  it('gives up before its deadline if the CI system stays unavailable', async () => {
    const { ports, reporter, clock } = world()
    const deadline = clock.now() + minute
    reporter.misbehave(...Array.from({ length: 1_000 }, () => reporterUnavailable))
    expect(leftOf(await runJob(ports)(job(), deadline)())).to.include({ _tag: 'ReporterUnavailable' })
    expect(clock.now()).to.be.below(deadline)
    expect(reporter.answers.size).to.equal(0)
  })

  it('gives up immediately if the CI system does not know the job', async () => {
    const { ports, reporter, clock } = world([])
    expect(leftOf(await runJob(ports)(job(), clock.now() + minute)())).to.deep.equal({ _tag: 'JobUnknown' })
    expect(reporter.calls()).to.equal(1)
  })

  it('creates one invalidation and reports one answer if it is run twice', async () => {
    const { ports, cdn, reporter, clock } = world()
    const deadline = clock.now() + minute
    const first = rightOf(await runJob(ports)(job(), deadline)())
    expect(rightOf(await runJob(ports)(job(), deadline)())).to.deep.equal(first)
    expect(cdn.created()).to.have.length(1)
    expect(reporter.answers.size).to.equal(1)
  })

  it('waits until every invalidation is complete, and retries a failed status check', async () => {
    const { ports, cdn, clock, log } = world()
    cdn.misbehave({ _tag: 'None' }, throttled)
    const waiting = job({ distributionId: 'E1', items: ['/*'], waitForCompletion: true })
    expect(rightOf(await runJob(ports)(waiting, clock.now() + minute)())).to.include({ _tag: 'Success', status: 'Completed' })
    const tags = log.entries.map(({ _tag }) => _tag)
    expect(tags.slice(0, 5)).to.deep.equal(['Planned', 'InvalidationCreated', 'Paused', 'StatusCheckFailed', 'Paused'])
    expect(tags.slice(-3)).to.deep.equal(['StatusChecked', 'Reported', 'Finished'])
  })

  it('logs how long a continued job waited for this invocation', async () => {
    const { ports, clock, log } = world()
    const token = writeNotPlannedToken(knownJob, clock.now() - 60_000, clock.now() - 3_000)
    rightOf(await runJob(ports)({ ...job(), continuationToken: token }, clock.now() + minute)())
    expect(log.entries[0]).to.deep.equal({ _tag: 'Resumed', jobId: knownJob, milliseconds: 3_000 })
  })

  describe('with itemsFrom', () => {
    const fromFile = { ...job({ distributionId: 'E1', itemsFrom: 'SiteOutput::invalidate.txt' }), artifacts: [knownArtifact] }

    it('reads the file once and invalidates its items', async () => {
      const { ports, artifacts, cdn, clock, log } = world()
      artifacts.put(knownLocation, { 'invalidate.txt': bytesOf('/a\n/b\n') })
      expect(rightOf(await runJob(ports)(fromFile, clock.now() + minute)())).to.include({ _tag: 'Success', pathCount: 2 })
      expect(cdn.created().map(({ request }) => request.items)).to.deep.equal([['/a', '/b']])
      expect(artifacts.asked()).to.have.length(1)
      expect(log.entries.map(({ _tag }) => _tag)).to.deep.equal(['FileRead', 'Planned', 'InvalidationCreated', 'Reported', 'Finished'])
      expect(log.entries[0]).to.deep.include({ artifact: 'SiteOutput', path: 'invalidate.txt', bytes: 6 })
    })

    it('logs how many items a file has, and none of them', async () => {
      const lines = Array.from({ length: 150 }, (_, index) => `secret-${index}`)
      const { ports, artifacts, clock, log } = world()
      artifacts.put(knownLocation, { 'invalidate.txt': bytesOf(lines.join('\n')) })
      await runJob(ports)(fromFile, clock.now() + minute)()
      expect(log.entries[1]).to.deep.include({ _tag: 'Planned', items: 150, firstItems: [] })
      expect(JSON.stringify(log.entries)).not.to.include('secret')
    })

    it('takes doubtful items literally, and says so in the log and in the summary', async () => {
      const { ports, artifacts, cdn, clock, log } = world()
      artifacts.put(knownLocation, { 'invalidate.txt': bytesOf('/a,/b\n/c\n') })
      const parameters = { distributionId: 'E1', items: ['d /e'], itemsFrom: 'SiteOutput::invalidate.txt' }
      const answer = rightOf(await runJob(ports)({ ...job(parameters), artifacts: [knownArtifact] }, clock.now() + minute)())
      expect(cdn.created().map(({ request }) => request.items)).to.deep.equal([['/a,/b', '/c', '/d%20/e']])
      const words = '; taken literally: "d /e" (a space does not separate items), "/a,/b" (a comma does not separate items); '
      expect(answer).to.have.property('summary').that.includes(words)
      const first = [
        { text: '"d /e"', doubt: 'space' },
        { text: '"/a,/b"', doubt: 'comma' },
      ]
      expect(log.entries.filter(({ _tag }) => _tag === 'ItemsTakenLiterally')).to.deep.equal([
        { _tag: 'ItemsTakenLiterally', jobId: job(parameters).id, count: 2, first },
      ])
    })

    it('rejects unresolved variables in the file', async () => {
      const { ports, artifacts, cdn, clock } = world()
      artifacts.put(knownLocation, { 'invalidate.txt': bytesOf('/#{variables.x}\n') })
      const answer = rightOf(await runJob(ports)(fromFile, clock.now() + minute)())
      expect(answer).to.have.property('message').that.includes('line 1: "/#{variables.x}" has a pipeline variable that was not resolved')
      expect(cdn.calls()).to.equal(0)
    })

    it('retries the read while the artifact store is unavailable', async () => {
      const { ports, artifacts, clock, log } = world()
      artifacts.put(knownLocation, { 'invalidate.txt': bytesOf('/a') })
      const storeUnavailable = { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } } as const
      artifacts.misbehave(storeUnavailable, storeUnavailable)
      expect(rightOf(await runJob(ports)(fromFile, clock.now() + minute)())).to.include({ _tag: 'Success' })
      const tags = log.entries.map(({ _tag }) => _tag)
      expect(tags.slice(0, 6)).to.deep.equal(['FileReadFailed', 'Paused', 'FileReadFailed', 'Paused', 'FileRead', 'Planned'])
    })

    it('does not call the CDN if the file cannot be read', async () => {
      const { ports, artifacts, cdn, clock, log } = world()
      artifacts.put(knownLocation, { 'invalidate.json': bytesOf('[]') })
      const answer = rightOf(await runJob(ports)(fromFile, clock.now() + minute)())
      expect(answer).to.include({ _tag: 'Failure', kind: 'artifact' })
      expect(answer).to.have.property('message').that.includes('The nearest is "invalidate.json"')
      expect(cdn.calls()).to.equal(0)
      expect(log.entries.map(({ _tag }) => _tag)).to.deep.equal(['FileReadFailed', 'PlanFailed', 'Reported', 'Finished'])
    })

    it('continues in another invocation if the artifact store does not respond', async () => {
      const { ports, artifacts, clock, log } = world()
      const deadline = clock.now() + minute
      artifacts.misbehave(...Array.from({ length: 1_000 }, () => ({ _tag: 'Hang' }) as const))
      expect(rightOf(await runJob(ports)(fromFile, deadline)())).to.include({ _tag: 'Continuation', percentComplete: 0 })
      expect(clock.now()).to.be.below(deadline)
      expect(log.entries.at(-1)).to.include({ _tag: 'Finished' })
    })
  })

  it('logs 20 items of a long plan, and 100 in a second, more detailed entry', async () => {
    const { ports, clock, log } = world()
    const items = Array.from({ length: 150 }, (_, index) => `/${index}`)
    await runJob(ports)(job({ distributionId: 'E1', items }), clock.now() + minute)()
    const [planned, detailed] = log.entries
    expect(planned).to.deep.include({ _tag: 'Planned', items: 150 }).and.to.have.nested.property('firstItems.length', 20)
    expect(detailed).to.include({ _tag: 'PlannedItems' }).and.to.have.nested.property('items.length', 100)
  })

  it('logs the duration of the job at its end', async () => {
    const { ports, cdn, clock, log } = world()
    const startedAt = clock.now()
    cdn.misbehave(throttled)
    await runJob(ports)(job(), startedAt + minute)()
    const finished = log.entries.at(-1)
    expect(finished).to.include({ _tag: 'Finished', milliseconds: clock.now() - startedAt })
    expect(clock.now()).to.be.above(startedAt)
  })

  it('continues from the token, with references of the first job', async () => {
    const here = world([knownJob, 'second'])
    const { ports, cdn, reporter, clock } = here
    cdn.misbehave(...Array.from({ length: 1_000 }, () => throttled))
    const first = rightOf(await runJob(ports)(job(), clock.now() + minute)())
    expect(first).to.include({ _tag: 'Continuation' })
    const token = first._tag === 'Continuation' ? first.token : undefined
    const availableCdn = memoryCdn(clock, ['E1'], { capabilities: cdn.capabilities })
    const second = { ...job(), id: 'second', continuationToken: token }
    expect(rightOf(await runJob({ ...ports, cdn: availableCdn })(second, clock.now() + minute)())).to.include({ _tag: 'Success' })
    expect(availableCdn.created()[0]?.request.reference).to.match(new RegExp(`^${knownJob}-`))
    expect([...reporter.answers.keys()]).to.deep.equal([knownJob, 'second'])
  })

  it('logs an answer that could not be delivered', async () => {
    const { ports, clock, log } = world([])
    await runJob(ports)(job({}), clock.now() + minute)()
    expect(log.entries.map(({ _tag }) => _tag)).to.deep.equal(['PlanFailed', 'ReportFailed', 'AnswerUndelivered'])
  })
})
