import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { DecisionContext } from '../../../../src/domain/job/context.ts'
import { decide, evolve, initialState } from '../../../../src/domain/job/decider.ts'
import type { FetchResult } from '../../../../src/domain/job/event.ts'
import type { Job } from '../../../../src/domain/job/job.ts'
import type { JobState } from '../../../../src/domain/job/state.ts'
import { timing } from '../../../../src/domain/job/timing.ts'
import { writeNotPlannedToken, writeToken } from '../../../../src/domain/job/token.ts'
import type { Artifact, ArtifactFile } from '../../../../src/domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { item } from '../../../support/arbitraries.ts'
import { runContext } from '../../../support/cdn.ts'
import { firstJobId, planOf } from '../../../support/plans.ts'
import { startOf } from '../../../support/progresses.ts'

const invocationStartedAt = 1_000_000
const context: DecisionContext = {
  ...runContext,
  now: invocationStartedAt,
  invocationStartedAt,
  deadline: invocationStartedAt + 60_000,
  random: 0.999,
}

const site: Artifact = { name: 'Site', location: 's3://b/k', credentials: undefined }

const job = (change: Partial<Job> = {}, parameters: object = {}): Job => ({
  id: firstJobId,
  parameters: JSON.stringify({ distributionId: 'E1', itemsFrom: 'Site::out/invalidate.txt', ...parameters }),
  continuationToken: undefined,
  artifacts: [site],
  ...change,
})

const reading = (of: Job = job()): Extract<JobState, { _tag: 'Gathering' }> => {
  const stage = initialState(of, context)
  if (stage._tag !== 'Gathering') throw new Error('There is nothing to read.')
  return stage
}

const file: ArtifactFile = { artifact: site, path: 'out/invalidate.txt', maxBytes: 32 * 1024 * 1024 }

const fileRead = (text: string): FetchResult => ({ _tag: 'FileRead', file, content: new TextEncoder().encode(text) })
const notRead = (failure: ArtifactFailure): FetchResult => ({ _tag: 'FileReadFailed', file, failure })
const busy = notRead({ _tag: 'ArtifactStoreUnavailable', reason: '503 SlowDown' })

const workOf = (stage: JobState) => {
  if (stage._tag !== 'Executing') throw new Error('There is something to read.')
  return stage.plan
}
const failureOf = (stage: JobState) => {
  const work = workOf(stage)
  return E.isLeft(work) ? work.left : undefined
}

describe('begin', () => {
  it('has a plan at once where nothing is to be read', () => {
    const stage = initialState(job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), context)
    expect(E.isRight(workOf(stage))).to.equal(true)
  })

  it('reads the file first that itemsFrom names, of at most 32 MiB', () => {
    expect(decide(initialState(job(), context), context)).to.deep.equal({ _tag: 'ReadFile', file, within: timing.call })
  })

  it('gives the history, which may be of many pages, all the time that there is', () => {
    const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
    const stage = initialState(job({ parameters: JSON.stringify({ distributionId: 'E1', changed }) }), context)
    expect(decide(stage, context)).to.include({ _tag: 'ReadHistory', within: 60_000 - timing.answerReserve })
  })

  it('takes all behind the first two colons for the path', () => {
    expect(reading(job({}, { itemsFrom: 'Site::a::b' })).nextFetch).to.have.nested.property('file.path', 'a::b')
  })

  it('refuses an artifact that the action is not given, and says which there are', () => {
    const others = ['Source', 'Build'].map(name => ({ ...site, name }))
    expect(failureOf(initialState(job({ artifacts: others }), context))).to.deep.equal({
      _tag: 'ParametersInvalid',
      issues: [{ at: 'itemsFrom', problem: 'the action has no input artifact named Site (available: Source, Build)' }],
    })
    expect(failureOf(initialState(job({ artifacts: [] }), context))).to.have.nested.property(
      'issues[0].problem',
      'the action has no input artifact named Site (it has none)',
    )
  })
})

describe('evolveStage', () => {
  it('plans the items of the file with those of the parameters', () => {
    const stage = evolve(reading(job({}, { items: ['/a', '/b'] })), fileRead('/b\n/c/*\n/c/d'), context)
    const work = workOf(stage)
    expect(E.isRight(work) && work.right.items).to.deep.equal(['/a', '/b', '/c/*'])
  })

  it('has nothing to do for a file without items', () => {
    const work = workOf(evolve(reading(), fileRead('// nothing\n'), context))
    expect(E.isRight(work) && work.right.items).to.deep.equal([])
  })

  it('refuses a file with what is no item', () => {
    const failure = failureOf(evolve(reading(), fileRead('/a\n/~'), context))
    expect(failure).to.include({ _tag: 'ItemsFileInvalid' }).and.to.have.nested.property('issues[0].at', 'line 2')
  })

  it('pauses, and tries again, when the store is busy', () => {
    const stage = evolve(reading(), busy, context)
    const action = decide(stage, context)
    expect(action).to.deep.equal({ _tag: 'Pause', milliseconds: 100 })
    const after = { ...context, now: invocationStartedAt + 100 }
    expect(evolve(stage, { _tag: 'Paused', milliseconds: 100 }, after)).to.equal(stage)
    expect(decide(stage, after)).to.include({ _tag: 'ReadFile' })
  })

  it('says so at once when the file cannot be read', () => {
    const failure: ArtifactFailure = { _tag: 'FileNotFound', nearest: undefined }
    expect(failureOf(evolve(reading(), notRead(failure), context))).to.deep.include({
      _tag: 'ArtifactNotRead',
      failure,
      created: 0,
      invalidationIds: [],
    })
  })

  const tokenOf = (stage: JobState): unknown =>
    stage._tag === 'Postponed' && stage.answer._tag === 'Continuation' ? JSON.parse(stage.answer.token) : undefined

  it('leaves it to another invocation when the store is busy for as long as this one stays', () => {
    let stage: JobState = reading()
    let now = invocationStartedAt
    for (let reads = 0; stage._tag === 'Gathering' && reads < 1_000; reads += 1) {
      const action = decide(stage, { ...context, now })
      if (action._tag === 'Pause') now += action.milliseconds
      stage = action._tag === 'ReadFile' ? evolve(stage, busy, { ...context, now }) : stage
    }
    expect(tokenOf(stage)).to.deep.equal({ v: 1, job: firstJobId, began: invocationStartedAt })
    expect(now - invocationStartedAt).to.be.within(timing.maxPause - 6_000, timing.maxPause)
    expect(decide(stage, context)).to.have.nested.property(
      'answer.summary',
      'Reading Site::"out/invalidate.txt": unavailable (503 SlowDown), trying since 1970-01-01 00:16:40 UTC',
    )
  })

  it('leaves it to another one in time for the answer, where the end is nearer', () => {
    const late = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    expect(decide(reading(), late)).to.include({ _tag: 'ReadFile', within: timing.minimumCall + 50 })
    expect(evolve(reading(), busy, late)._tag).to.equal('Postponed')
  })

  it('leaves again what was left to it, and goes on there once the file is read', () => {
    const plan = planOf({ items: [item('/a')] })
    const token = writeToken(plan, startOf(1, invocationStartedAt - 5_000), 2_048)
    const late = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    const postponed = evolve(reading(job({ continuationToken: token })), busy, late)
    expect(postponed).to.have.nested.property('answer.token', token)
    const stage = evolve(reading(job({ continuationToken: token })), fileRead('/a'), context)
    expect(E.isRight(workOf(stage))).to.equal(true)
    expect(stage.progress.startedAt).to.equal(invocationStartedAt - 5_000)
  })

  it('goes on, after it had no plan yet, with the first job and its time', () => {
    const token = writeNotPlannedToken('22222222-abcd-1111-abcd-111111abcdef', invocationStartedAt - 5_000)
    const stage = evolve(reading(job({ continuationToken: token })), fileRead('/a'), context)
    const work = workOf(stage)
    expect(E.isRight(work) && work.right.firstJobId).to.equal('22222222-abcd-1111-abcd-111111abcdef')
    expect(stage.progress.startedAt).to.equal(invocationStartedAt - 5_000)
  })

  it("gives up when the job's own time is over", () => {
    const token = writeNotPlannedToken(firstJobId, invocationStartedAt - 60_000)
    const late = reading(job({ continuationToken: token }, { timeoutMinutes: 1 }))
    expect(evolve(late, busy, context), 'while this invocation has time').to.include({ _tag: 'Gathering' })
    const end = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    expect(failureOf(evolve(late, busy, end))).to.deep.include({ _tag: 'ArtifactNotRead', created: 0, invalidationIds: [] })
  })

  it('knows, where it cannot go on, what earlier invocations created', () => {
    const plan = planOf()
    const [target] = startOf(1, invocationStartedAt).targets
    if (target === undefined) throw new Error('There is one target.')
    const token = writeToken(
      plan,
      {
        ...startOf(1, invocationStartedAt),
        targets: [{ ...target, created: 3, ids: ['I1', 'I2'] }],
      },
      2_048,
    )
    const stage = evolve(reading(job({ continuationToken: token })), notRead({ _tag: 'ArtifactNotFound', location: 's3://b/k' }), context)
    expect(failureOf(stage)).to.deep.include({ created: 3, invalidationIds: ['I1', 'I2'] })
  })

  it('takes no notice of a file once there is a plan', () => {
    const stage = initialState(job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), context)
    expect(evolve(stage, busy, context)).to.equal(stage)
  })
})
