import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { begin, decideStage, evolveStage } from '../../../../src/domain/job/decider.ts'
import type { Fetched } from '../../../../src/domain/job/happening.ts'
import type { Job } from '../../../../src/domain/job/job.ts'
import type { Moment } from '../../../../src/domain/job/moment.ts'
import { patience } from '../../../../src/domain/job/patience.ts'
import { beginning } from '../../../../src/domain/job/progress.ts'
import type { Stage } from '../../../../src/domain/job/stage.ts'
import { writeBegun, writeToken } from '../../../../src/domain/job/token.ts'
import type { Artifact, ArtifactFile } from '../../../../src/domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { item } from '../../../support/arbitraries.ts'
import { cdn } from '../../../support/cdn.ts'
import { firstJob, planOf } from '../../../support/plans.ts'

const started = 1_000_000
const moment: Moment = { now: started, started, deadline: started + 60_000, random: 0.999 }

const site: Artifact = { name: 'Site', location: { bucket: 'b', key: 'k' }, credentials: undefined }

const job = (change: Partial<Job> = {}, parameters: object = {}): Job => ({
  ...firstJob,
  parameters: JSON.stringify({ distributionId: 'E1', itemsFrom: 'Site::out/invalidate.txt', ...parameters }),
  continuationToken: undefined,
  artifacts: [site],
  ...change,
})

const reading = (of: Job = job()): Extract<Stage, { _tag: 'Gathering' }> => {
  const stage = begin(cdn, of, started)
  if (stage._tag !== 'Gathering') throw new Error('There is nothing to read.')
  return stage
}

const file: ArtifactFile = { artifact: site, path: 'out/invalidate.txt', mostBytes: 32 * 1024 * 1024 }

const fileRead = (text: string): Fetched => ({ _tag: 'FileRead', file, content: new TextEncoder().encode(text) })
const notRead = (failure: ArtifactFailure): Fetched => ({ _tag: 'FileNotRead', file, failure })
const busy = notRead({ _tag: 'ArtifactStoreUnavailable', reason: '503 SlowDown' })

const workOf = (stage: Stage) => {
  if (stage._tag !== 'Planned') throw new Error('There is something to read.')
  return stage.work
}
const failureOf = (stage: Stage) => {
  const work = workOf(stage)
  return E.isLeft(work) ? work.left : undefined
}

describe('begin', () => {
  it('has a plan at once where nothing is to be read', () => {
    const stage = begin(cdn, job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), started)
    expect(E.isRight(workOf(stage))).to.equal(true)
  })

  it('reads the file first that itemsFrom names, of at most 32 MiB', () => {
    expect(decideStage(begin(cdn, job(), started), moment)).to.deep.equal({ _tag: 'Read', file, within: patience.call })
  })

  it('gives the history, which may be of many pages, all the time that there is', () => {
    const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }
    const stage = begin(cdn, job({ parameters: JSON.stringify({ distributionId: 'E1', changed }) }), started)
    expect(decideStage(stage, moment)).to.include({ _tag: 'LookBack', within: 60_000 - patience.reserve })
  })

  it('takes all behind the first two colons for the path', () => {
    expect(reading(job({}, { itemsFrom: 'Site::a::b' })).wanted).to.have.nested.property('file.path', 'a::b')
  })

  it('refuses an artifact that the action is not given, and says which there are', () => {
    const others = ['Source', 'Build'].map(name => ({ ...site, name }))
    expect(failureOf(begin(cdn, job({ artifacts: others }), started))).to.deep.equal({
      _tag: 'ParametersInvalid',
      mistakes: [{ at: 'itemsFrom', problem: 'the action is given no input artifact Site; it has Source, Build' }],
    })
    expect(failureOf(begin(cdn, job({ artifacts: [] }), started))).to.have.nested.property(
      'mistakes[0].problem',
      'the action is given no input artifact Site; it has no input artifacts',
    )
  })
})

describe('evolveStage', () => {
  it('plans the items of the file with those of the parameters', () => {
    const stage = evolveStage(cdn, reading(job({}, { items: ['/a', '/b'] })), fileRead('/b\n/c/*\n/c/d'), moment)
    const work = workOf(stage)
    expect(E.isRight(work) && work.right.items).to.deep.equal(['/a', '/b', '/c/*'])
  })

  it('has nothing to do for a file without items', () => {
    const work = workOf(evolveStage(cdn, reading(), fileRead('// nothing\n'), moment))
    expect(E.isRight(work) && work.right.items).to.deep.equal([])
  })

  it('refuses a file with what is no item', () => {
    const failure = failureOf(evolveStage(cdn, reading(), fileRead('/a\n/~'), moment))
    expect(failure).to.include({ _tag: 'ItemsFileInvalid' }).and.to.have.nested.property('mistakes[0].at', 'line 2')
  })

  it('pauses, and tries again, when the store is busy', () => {
    const stage = evolveStage(cdn, reading(), busy, moment)
    const action = decideStage(stage, moment)
    expect(action).to.deep.equal({ _tag: 'Pause', milliseconds: 100 })
    const after = { ...moment, now: started + 100 }
    expect(evolveStage(cdn, stage, { _tag: 'Paused', milliseconds: 100 }, after)).to.equal(stage)
    expect(decideStage(stage, after)).to.include({ _tag: 'Read' })
  })

  it('says so at once when the file cannot be read', () => {
    const failure: ArtifactFailure = { _tag: 'FileNotFound', nearest: undefined }
    expect(failureOf(evolveStage(cdn, reading(), notRead(failure), moment))).to.deep.include({
      _tag: 'ArtifactNotRead',
      failure,
      created: 0,
      invalidationIds: [],
    })
  })

  const tokenOf = (stage: Stage): unknown => (stage._tag === 'Postponed' ? JSON.parse(stage.answer.token) : undefined)

  it('leaves it to another invocation when the store is busy for as long as this one stays', () => {
    let stage: Stage = reading()
    let now = started
    for (let reads = 0; stage._tag === 'Gathering' && reads < 1_000; reads += 1) {
      const action = decideStage(stage, { ...moment, now })
      if (action._tag === 'Pause') now += action.milliseconds
      stage = action._tag === 'Read' ? evolveStage(cdn, stage, busy, { ...moment, now }) : stage
    }
    expect(tokenOf(stage)).to.deep.equal({ v: 1, job: firstJob.id, began: started })
    expect(now - started).to.be.within(patience.stay - 6_000, patience.stay)
    expect(decideStage(stage, moment)).to.have.nested.property(
      'answer.summary',
      'Reading Site::"out/invalidate.txt": busy (503 SlowDown), trying since 1970-01-01 00:16:40 UTC',
    )
  })

  it('leaves it to another one in time for the answer, where the end is nearer', () => {
    const late = { ...moment, deadline: started + patience.reserve + patience.least + 50 }
    expect(decideStage(reading(), late)).to.include({ _tag: 'Read', within: patience.least + 50 })
    expect(evolveStage(cdn, reading(), busy, late)._tag).to.equal('Postponed')
  })

  it('leaves again what was left to it, and goes on there once the file is read', () => {
    const plan = planOf({ items: [item('/a')] })
    const token = writeToken(plan, beginning(1, started - 5_000))
    const late = { ...moment, deadline: started + patience.reserve + patience.least + 50 }
    const postponed = evolveStage(cdn, reading(job({ continuationToken: token })), busy, late)
    expect(postponed).to.have.nested.property('answer.token', token)
    const stage = evolveStage(cdn, reading(job({ continuationToken: token })), fileRead('/a'), moment)
    expect(E.isRight(workOf(stage))).to.equal(true)
    expect(stage.progress.began).to.equal(started - 5_000)
  })

  it('goes on, after it had no plan yet, with the first job and its time', () => {
    const token = writeBegun('22222222-abcd-1111-abcd-111111abcdef', started - 5_000)
    const stage = evolveStage(cdn, reading(job({ continuationToken: token })), fileRead('/a'), moment)
    const work = workOf(stage)
    expect(E.isRight(work) && work.right.firstJobId).to.equal('22222222-abcd-1111-abcd-111111abcdef')
    expect(stage.progress.began).to.equal(started - 5_000)
  })

  it("gives up when the job's own time is over", () => {
    const token = writeBegun(firstJob.id, started - 60_000)
    const late = reading(job({ continuationToken: token }, { timeoutMinutes: 1 }))
    expect(evolveStage(cdn, late, busy, moment), 'while this invocation has time').to.include({ _tag: 'Gathering' })
    const end = { ...moment, deadline: started + patience.reserve + patience.least + 50 }
    expect(failureOf(evolveStage(cdn, late, busy, end))).to.deep.include({ _tag: 'ArtifactNotRead', created: 0, invalidationIds: [] })
  })

  it('knows, where it cannot go on, what earlier invocations created', () => {
    const plan = planOf()
    const [distribution] = beginning(1, started).distributions
    if (distribution === undefined) throw new Error('There is one distribution.')
    const token = writeToken(plan, { ...beginning(1, started), distributions: [{ ...distribution, created: 3, ids: ['I1', 'I2'] }] })
    const stage = evolveStage(
      cdn,
      reading(job({ continuationToken: token })),
      notRead({ _tag: 'ArtifactNotFound', location: 's3://b/k' }),
      moment,
    )
    expect(failureOf(stage)).to.deep.include({ created: 3, invalidationIds: ['I1', 'I2'] })
  })

  it('takes no notice of a file once there is a plan', () => {
    const stage = begin(cdn, job({ parameters: '{"distributionId": "E1", "items": ["/*"]}' }), started)
    expect(evolveStage(cdn, stage, busy, moment)).to.equal(stage)
  })
})
