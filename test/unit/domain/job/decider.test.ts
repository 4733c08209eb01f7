import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { type DecisionContext, standalone } from '../../../../src/domain/job/context.ts'
import { decide, evolve, initialState } from '../../../../src/domain/job/decider.ts'
import type { FetchResult } from '../../../../src/domain/job/event.ts'
import type { Job } from '../../../../src/domain/job/job.ts'
import type { JobState } from '../../../../src/domain/job/state.ts'
import { timing } from '../../../../src/domain/job/timing.ts'
import { writeNotPlannedToken, writeToken } from '../../../../src/domain/job/write-token.ts'
import type { ArtifactFile, InputArtifact } from '../../../../src/domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import type { Baseline } from '../../../../src/domain/pipeline/history.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { providedCredentials } from '../../../support/builders/artifacts.ts'
import { firstJobId, planOf } from '../../../support/builders/plans.ts'
import { newProgress } from '../../../support/builders/progresses.ts'
import { runContext } from '../../../support/capabilities.ts'

const invocationStartedAt = 1_000_000
const context: DecisionContext = {
  ...runContext,
  now: invocationStartedAt,
  invocationStartedAt,
  deadline: invocationStartedAt + 60_000,
  random: 0.999,
}

const site = { name: 'Site', location: 's3://b/k', credentials: providedCredentials } as const satisfies InputArtifact

const job = (change: Partial<Job> = {}, parameters: object = {}): Job => ({
  id: firstJobId,
  parameters: JSON.stringify({ distributionId: 'E1', itemsFrom: 'Site::out/invalidate.txt', ...parameters }),
  continuationToken: undefined,
  artifacts: [site],
  ...change,
})

const gathering = (of: Job = job()): Extract<JobState, { _tag: 'Gathering' }> => {
  const state = initialState(of, context)
  if (state._tag !== 'Gathering') throw new Error('The job has nothing to fetch.')
  return state
}

const file: ArtifactFile = { artifact: site, path: 'out/invalidate.txt', maxBytes: 32 * 1024 * 1024 }

const fileRead = (text: string): FetchResult => ({ _tag: 'FileRead', file, content: new TextEncoder().encode(text) })
const readFailed = (failure: ArtifactFailure): FetchResult => ({ _tag: 'FileReadFailed', file, failure })
const denied: ArtifactFailure = { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: 'arn:o', hint: 'Allow it.' }
const unavailable = readFailed({ _tag: 'ArtifactStoreUnavailable', reason: '503 SlowDown' })

const planOrFailureOf = (state: JobState) => {
  if (state._tag !== 'Executing') throw new Error('The job is not planned.')
  return state.plan
}
const failureOf = (state: JobState) => {
  const plan = planOrFailureOf(state)
  return E.isLeft(plan) ? plan.left : undefined
}

describe('initialState', () => {
  it('has a plan if nothing has to be fetched', () => {
    const state = initialState(job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), context)
    expect(E.isRight(planOrFailureOf(state))).to.equal(true)
  })

  it('first reads the file in itemsFrom, up to 32 MiB', () => {
    expect(decide(initialState(job(), context), context)).to.deep.equal({ _tag: 'ReadFile', file, within: 60_000 - timing.answerReserve })
  })

  it('allows the history, which may have many pages, all the remaining time', () => {
    const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
    const state = initialState(job({ parameters: JSON.stringify({ distributionId: 'E1', changed }) }), context)
    expect(decide(state, context)).to.include({ _tag: 'ReadHistory', within: 60_000 - timing.answerReserve })
  })

  it('reads everything after the first two colons as the path', () => {
    expect(gathering(job({}, { itemsFrom: 'Site::a::b' })).nextFetch).to.have.nested.property('file.path', 'a::b')
  })

  it('rejects an artifact that the action does not have, and lists the available ones', () => {
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

describe('credentials for artifacts', () => {
  const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
  const withoutCredentials: InputArtifact = { ...site, credentials: undefined }

  it('does not read an artifact that the event names without credentials, nor the history', () => {
    for (const parameters of [{}, { itemsFrom: undefined, changed }, { changed }]) {
      expect(failureOf(initialState(job({ artifacts: [withoutCredentials] }, parameters), context))).to.deep.equal({
        _tag: 'ArtifactCredentialsMissing',
        name: 'Site',
        location: 's3://b/k',
      })
    }
  })

  it('needs no credentials for artifacts that the job does not use', () => {
    const state = initialState(job({ artifacts: [{ ...withoutCredentials, name: 'Other' }, site] }), context)
    expect(decide(state, context)).to.have.nested.property('file.artifact.credentials', site.credentials)
  })

  it('reads with its own credentials only where the history says an artifact is, and only after those of the job were denied', () => {
    const input = { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: site }
    const parameters = JSON.stringify({ distributionId: 'E1', changed })
    const baseline: Baseline = { _tag: 'Comparable', locations: ['s3://b/old'], parameters }
    const start = initialState(job({}, { itemsFrom: undefined, changed }), context)
    const historyRead = evolve(start, { _tag: 'HistoryRead', input, baseline }, context)
    const listDenied = evolve(historyRead, { _tag: 'ArtifactListFailed', artifact: site, failure: denied }, context)
    const listedBefore = evolve(listDenied, { _tag: 'ArtifactListed', artifact: site, entries: [] }, context)
    const read = [start, historyRead, listDenied, listedBefore].map(state => {
      const command = decide(state, context)
      return command._tag === 'ListArtifact' ? [command.artifact.location, command.artifact.credentials._tag] : command._tag
    })
    expect(read).to.deep.equal(['ReadHistory', ['s3://b/old', 'Provided'], ['s3://b/old', 'Own'], ['s3://b/k', 'Provided']])
    const deniedAgain = evolve(listedBefore, { _tag: 'ArtifactListFailed', artifact: site, failure: denied }, context)
    expect(failureOf(deniedAgain)).to.deep.include({ _tag: 'ArtifactNotRead', artifact: site })
  })
})

describe('evolve', () => {
  it('plans the items of the file together with those of the parameters', () => {
    const state = evolve(gathering(job({}, { items: ['/a', '/b'] })), fileRead('/b\n/c/*\n/c/d'), context)
    const plan = planOrFailureOf(state)
    expect(E.isRight(plan) && plan.right.items).to.deep.equal(['/a', '/b', '/c/*'])
  })

  it('plans nothing for a file without items', () => {
    const plan = planOrFailureOf(evolve(gathering(), fileRead('// nothing\n'), context))
    expect(E.isRight(plan) && plan.right.items).to.deep.equal([])
  })

  it('rejects a file with an invalid item', () => {
    const failure = failureOf(evolve(gathering(), fileRead('/a\n/~'), context))
    expect(failure).to.include({ _tag: 'ItemsFileInvalid' }).and.to.have.nested.property('issues[0].at', 'line 2')
  })

  it('pauses and retries if the artifact store is unavailable', () => {
    const state = evolve(gathering(), unavailable, context)
    const command = decide(state, context)
    expect(command).to.deep.equal({ _tag: 'Pause', milliseconds: 100 })
    const after = { ...context, now: invocationStartedAt + 100 }
    expect(evolve(state, { _tag: 'Paused', milliseconds: 100 }, after)).to.equal(state)
    expect(decide(state, after)).to.include({ _tag: 'ReadFile' })
  })

  it('fails immediately if the file cannot be read', () => {
    const failure: ArtifactFailure = { _tag: 'FileNotFound', nearest: undefined }
    expect(failureOf(evolve(gathering(), readFailed(failure), context))).to.deep.include({
      _tag: 'ArtifactNotRead',
      failure,
      created: 0,
      invalidationIds: [],
    })
  })

  const tokenOf = (state: JobState): unknown =>
    state._tag === 'Postponed' && state.answer._tag === 'Continuation' ? JSON.parse(state.answer.token) : undefined

  it('continues in another invocation if the artifact store stays unavailable', () => {
    let state: JobState = gathering()
    let now = invocationStartedAt
    for (let reads = 0; state._tag === 'Gathering' && reads < 1_000; reads += 1) {
      const command = decide(state, { ...context, now })
      if (command._tag === 'Pause') now += command.milliseconds
      state = command._tag === 'ReadFile' ? evolve(state, unavailable, { ...context, now }) : state
    }
    expect(tokenOf(state)).to.deep.equal({ v: 1, job: firstJobId, began: invocationStartedAt, handedOver: now })
    expect(now - invocationStartedAt).to.be.within(timing.maxPause - 6_000, timing.maxPause)
    expect(decide(state, context)).to.have.nested.property(
      'answer.summary',
      'Reading Site::"out/invalidate.txt": unavailable (503 SlowDown), trying since 1970-01-01 00:16:40 UTC',
    )
  })

  it('continues in another invocation in time for the report if the deadline is near', () => {
    const late = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    expect(decide(gathering(), late)).to.include({ _tag: 'ReadFile', within: timing.minimumCall + 50 })
    expect(evolve(gathering(), unavailable, late)._tag).to.equal('Postponed')
  })

  it('retries a read until the longest pause, or until just enough time for a call is left', () => {
    const state = gathering()
    const tagAfter = (change: Partial<DecisionContext>) => evolve(state, unavailable, { ...context, ...change })._tag
    const lastPause = invocationStartedAt + timing.maxPause - 100
    expect([tagAfter({ now: lastPause }), tagAfter({ now: lastPause + 1 })]).to.deep.equal(['Gathering', 'Postponed'])
    const end = invocationStartedAt + 100 + timing.minimumCall + timing.answerReserve
    expect([tagAfter({ deadline: end }), tagAfter({ deadline: end - 1 })]).to.deep.equal(['Gathering', 'Postponed'])
  })

  it('reports that nothing was read if the run is standalone', () => {
    const alone = { ...context, policy: standalone, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    const state = evolve(gathering(), unavailable, alone)
    expect(state).to.have.deep.property('answer', {
      _tag: 'Unfinished',
      summary: 'Reading Site::"out/invalidate.txt": unavailable (503 SlowDown), trying since 1970-01-01 00:16:40 UTC',
      percentComplete: 0,
    })
  })

  it('passes on the progress of earlier invocations, and resumes from it once the file is read', () => {
    const plan = planOf({ items: [item('/a')] })
    const tokenAt = (handedOver: number) => writeToken(plan, newProgress(1, invocationStartedAt - 5_000), handedOver, 2_048)
    const token = tokenAt(invocationStartedAt - 1_000)
    const late = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    const postponed = evolve(gathering(job({ continuationToken: token })), unavailable, late)
    expect(tokenOf(postponed)).to.deep.equal(JSON.parse(tokenAt(late.now)))
    const state = evolve(gathering(job({ continuationToken: token })), fileRead('/a'), context)
    expect(E.isRight(planOrFailureOf(state))).to.equal(true)
    expect(state.progress.startedAt).to.equal(invocationStartedAt - 5_000)
  })

  it('keeps the first job id and the start time if earlier invocations had no plan yet', () => {
    const token = writeNotPlannedToken('22222222-abcd-1111-abcd-111111abcdef', invocationStartedAt - 5_000, invocationStartedAt - 1_000)
    const state = evolve(gathering(job({ continuationToken: token })), fileRead('/a'), context)
    const plan = planOrFailureOf(state)
    expect(E.isRight(plan) && plan.right.firstJobId).to.equal('22222222-abcd-1111-abcd-111111abcdef')
    expect(state.progress.startedAt).to.equal(invocationStartedAt - 5_000)
  })

  it("gives up after the job's timeout", () => {
    const token = writeNotPlannedToken(firstJobId, invocationStartedAt - 60_000, invocationStartedAt - 1_000)
    const late = gathering(job({ continuationToken: token }, { timeoutMinutes: 1 }))
    expect(evolve(late, unavailable, context), 'while this invocation has time').to.include({ _tag: 'Gathering' })
    const end = { ...context, deadline: invocationStartedAt + timing.answerReserve + timing.minimumCall + 50 }
    expect(failureOf(evolve(late, unavailable, end))).to.deep.include({ _tag: 'ArtifactNotRead', created: 0, invalidationIds: [] })
    const startedAt = (began: number) =>
      gathering(job({ continuationToken: writeNotPlannedToken(firstJobId, began, began) }, { timeoutMinutes: 1 }))
    const nextAttempt = invocationStartedAt + 100
    expect(evolve(startedAt(nextAttempt - 60_000), unavailable, end)._tag).to.equal('Executing')
    expect(evolve(startedAt(nextAttempt - 59_999), unavailable, end)._tag).to.equal('Postponed')
  })

  it('reports the invalidations of earlier invocations if it cannot continue', () => {
    const plan = planOf()
    const [target] = newProgress(1, invocationStartedAt).targets
    if (target === undefined) throw new Error('Expected one target.')
    const token = writeToken(
      plan,
      {
        ...newProgress(1, invocationStartedAt),
        targets: [{ ...target, created: 3, ids: ['I1', 'I2'] }],
      },
      invocationStartedAt,
      2_048,
    )
    const state = evolve(
      gathering(job({ continuationToken: token })),
      readFailed({ _tag: 'ArtifactNotFound', location: 's3://b/k' }),
      context,
    )
    expect(failureOf(state)).to.deep.include({ created: 3, invalidationIds: ['I1', 'I2'] })
  })

  it('ignores the result of another fetch than the next one', () => {
    const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
    const parameters = JSON.stringify({ distributionId: 'E1', changed })
    const history = gathering(job({ parameters }))
    const input = { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: site }
    const historyRead: FetchResult = { _tag: 'HistoryRead', input, baseline: { _tag: 'Comparable', locations: ['s3://b/old'], parameters } }
    const historyFailed: FetchResult = { _tag: 'HistoryReadFailed', input, failure: { _tag: 'HistoryUnavailable', reason: '503' } }
    const listed: FetchResult = { _tag: 'ArtifactListed', artifact: site, entries: [] }
    const listFailed: FetchResult = {
      _tag: 'ArtifactListFailed',
      artifact: site,
      failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' },
    }
    const baselineArtifact = evolve(history, historyRead, context)
    const currentArtifact = evolve(baselineArtifact, listed, context)
    expect([history, baselineArtifact, currentArtifact]).to.have.nested.property('[2].nextFetch._tag', 'CurrentArtifact')
    for (const [state, others] of [
      [gathering(), [historyRead, historyFailed, listed, listFailed]],
      [history, [fileRead('/a'), unavailable, listed, listFailed]],
      [baselineArtifact, [fileRead('/a'), unavailable, historyRead, historyFailed]],
      [currentArtifact, [fileRead('/a'), unavailable, historyRead, historyFailed]],
    ] as const) {
      for (const event of others) expect(evolve(state, event, context), event._tag).to.equal(state)
    }
  })

  it('ignores a fetch result once there is a plan', () => {
    const state = initialState(job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), context)
    expect(evolve(state, unavailable, context)).to.equal(state)
  })
})
