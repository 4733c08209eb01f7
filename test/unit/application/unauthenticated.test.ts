import { expect } from 'chai'
import fc from 'fast-check'
import { runJob } from '../../../src/application/run-job.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { JobEvent } from '../../../src/domain/job/event.ts'
import type { InputArtifact } from '../../../src/domain/pipeline/artifact.ts'
import { bytesOf, providedCredentials } from '../../support/builders/artifacts.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { knownJob, knownPipeline, type World, world } from '../../support/worlds/world.ts'

const changed = { artifact: 'Site', pipeline: knownPipeline, stage: 'Deploy', action: 'Invalidate' }
const site: InputArtifact = { name: 'Site', location: 'memory:now', credentials: providedCredentials }

/** A job that reads a file, compares two artifacts, and waits for completion: it uses every port. */
const parameters = JSON.stringify({ distributionId: 'E1', itemsFrom: 'Site::items.txt', changed, waitForCompletion: true })

const everything = (): World => {
  const here = world()
  here.artifacts.put('memory:old', { 'index.html': bytesOf('1'), 'items.txt': bytesOf('/item') })
  here.artifacts.put('memory:now', { 'index.html': bytesOf('2'), 'items.txt': bytesOf('/item') })
  const ran = (key: string, action: string, at: number): void =>
    here.history.record(knownPipeline, {
      execution: key,
      stage: 'Deploy',
      action,
      status: 'Succeeded',
      startedAt: at,
      endedAt: at + 1,
      deploys: action === 'Upload',
      inputs: [{ name: 'Site', location: `memory:${key}`, store: 'memory' }],
      outputs: [],
      parameters,
    })
  ran('old', 'Upload', 1)
  ran('old', 'Invalidate', 3)
  ran('now', 'Upload', 5)
  return here
}

const run = (here: World) =>
  runJob(here.ports)({ id: knownJob, parameters, continuationToken: undefined, artifacts: [site] }, here.clock.now() + 60_000)()

const none = { _tag: 'None' } as const
const cdn = (code: string) => ({ _tag: 'Refuse', failure: { _tag: 'InvalidationUnauthenticated', code } }) as const
const store = (code: string) => ({ _tag: 'Refuse', failure: { _tag: 'ArtifactUnauthenticated', code, hint: 'Renew them.' } }) as const
const history = (code: string) => ({ _tag: 'Refuse', failure: { _tag: 'HistoryUnauthenticated', code } }) as const
const report = (code: string) => ({ _tag: 'Refuse', failure: { _tag: 'ReportUnauthenticated', code } }) as const

/** The calls of a job that uses every port, each with how it fails. */
const places: Readonly<Record<string, (here: World, ...codes: ReadonlyArray<string>) => void>> = {
  'the file of items': (here, ...codes) => here.artifacts.misbehave(...codes.map(store)),
  'the history': (here, ...codes) => here.history.misbehave(...codes.map(history)),
  'the earlier artifact': (here, ...codes) => here.artifacts.misbehave(none, ...codes.map(store)),
  'the present artifact': (here, ...codes) => here.artifacts.misbehave(none, none, ...codes.map(store)),
  'the request': (here, ...codes) => here.cdn.misbehave(...codes.map(cdn)),
  'the check': (here, ...codes) => here.cdn.misbehave(none, ...codes.map(cdn)),
  'the answer': (here, ...codes) => here.reporter.misbehave(...codes.map(report)),
}

const callsOf = ({ artifacts, history: { calls }, cdn: { calls: cdnCalls }, reporter }: World): number =>
  artifacts.calls() + calls() + cdnCalls() + reporter.calls()

const sent = (here: World) => here.cdn.created().flatMap(({ request }) => request.items)

const messageOf = (answer: Answer): string => (answer._tag === 'Failure' ? answer.message : answer.summary)

/** What comes of a job whose call fails twice with the same code. */
const permanent: ReadonlyArray<readonly [keyof typeof places, string, JobEvent['_tag'], string]> = [
  [
    'the file of items',
    'Failure',
    'FileReadFailed',
    'Site::"items.txt" could not be read: the request for the artifact could not be authenticated (ExpiredToken). Renew them.',
  ],
  [
    'the history',
    'Success',
    'HistoryReadFailed',
    "invalidating everything: the request for the pipeline's history could not be authenticated (ExpiredToken)",
  ],
  [
    'the earlier artifact',
    'Success',
    'ArtifactListFailed',
    'invalidating everything: an earlier artifact, memory:old, could not be read (ArtifactUnauthenticated)',
  ],
  ['the present artifact', 'Failure', 'ArtifactListFailed', 'The artifact Site could not be read: the request for the artifact could not'],
  [
    'the request',
    'Failure',
    'InvalidationFailed',
    'E1: The request could not be authenticated (ExpiredToken). Retry the action. If it fails again, check the clock and the credentials of the function. Submitted: 0 of 3 items.',
  ],
  [
    'the check',
    'Failure',
    'StatusCheckFailed',
    'its status could not be checked. The request could not be authenticated (ExpiredToken). Retry the action.',
  ],
]

describe('runJob, if a caller is not authenticated', () => {
  const usual = async () => {
    const here = everything()
    rightOf(await run(here))
    return callsOf(here)
  }
  const failuresIn = (here: World) => here.log.entries.filter(entry => 'failure' in entry)

  /** A check that fails takes the place of one that says that the invalidation is in progress. */
  const assertRepeated = async (here: World, place: string, times: number): Promise<void> => {
    expect(failuresIn(here)).to.have.length(times)
    if (place !== 'the check') expect(callsOf(here)).to.equal((await usual()) + times)
  }

  for (const [place, fail] of Object.entries(places)) {
    it(`repeats ${place} once, and succeeds`, async () => {
      const here = everything()
      fail(here, 'ExpiredToken')
      expect(rightOf(await run(here))).to.include({ _tag: 'Success', status: 'Completed' })
      await assertRepeated(here, place, 1)
      expect(sent(here)).to.deep.equal(['/', '/index.html', '/item'])
    })

    it(`repeats ${place} for each of two codes in a row: first the clock is corrected, then the credentials`, async () => {
      const here = everything()
      fail(here, 'RequestTimeTooSkewed', 'ExpiredToken')
      expect(rightOf(await run(here))).to.include({ _tag: 'Success', status: 'Completed' })
      await assertRepeated(here, place, 2)
    })
  }

  for (const [place, tag, event, text] of permanent) {
    it(`ends with a ${tag} after the same code twice in a row for ${place}`, async () => {
      const here = everything()
      places[place]?.(here, 'ExpiredToken', 'ExpiredToken')
      const answer = rightOf(await run(here))
      expect(answer._tag).to.equal(tag)
      expect(messageOf(answer)).to.include(text)
      expect(here.log.entries.filter(({ _tag }) => _tag === event)).to.have.length(2)
    })
  }

  it('gives up the answer after the same code twice in a row', async () => {
    const here = everything()
    here.reporter.misbehave(report('ExpiredToken'), report('ExpiredToken'))
    expect(leftOf(await run(here))).to.deep.equal({ _tag: 'ReportUnauthenticated', code: 'ExpiredToken' })
    expect(here.reporter.calls()).to.equal(2)
  })

  it('repeats again after another failure in between', async () => {
    const here = everything()
    here.artifacts.misbehave(store('A'), { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } }, store('A'))
    here.history.misbehave(history('A'), { _tag: 'Refuse', failure: { _tag: 'HistoryUnavailable', reason: '503' } }, history('A'))
    here.cdn.misbehave(cdn('A'), { _tag: 'Refuse', failure: { _tag: 'CdnUnavailable', code: 'A' } }, cdn('A'), none, cdn('A'))
    here.reporter.misbehave(report('A'), { _tag: 'Refuse', failure: { _tag: 'ReporterUnavailable', reason: '503' } }, report('A'))
    expect(rightOf(await run(here))).to.include({ _tag: 'Success', status: 'Completed' })
  })

  it('repeats again for the next request and the next check', async () => {
    const here = world()
    const many = JSON.stringify({ distributionId: ['E1', 'E2'], items: ['/*'], waitForCompletion: true })
    here.cdn.misbehave(cdn('A'), cdn('A'), none, none, cdn('A'), cdn('A'))
    const job = { id: knownJob, parameters: many, continuationToken: undefined, artifacts: [] }
    expect(rightOf(await runJob(here.ports)(job, here.clock.now() + 60_000)())).to.include({ _tag: 'Success', status: 'Completed' })
    expect(here.cdn.created()).to.have.length(2)
  })

  it('answers every job, whatever is not authenticated, and creates nothing twice', async () => {
    const codes = fc.array(fc.constantFrom('A', 'B'), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...Object.keys(places)), codes), async failing => {
        const here = everything()
        for (const [place, list] of Object.entries(failing)) places[place]?.(here, ...list)
        const answer = await run(here)
        const isRepeated = (list: ReadonlyArray<string> = []) => list.some((code, index) => code === list[index + 1])
        if (isRepeated(failing['the answer'])) expect(leftOf(answer)).to.include({ _tag: 'ReportUnauthenticated' })
        else expect(here.reporter.answers.get(knownJob)).to.deep.equal(rightOf(answer))
        expect(here.cdn.created().length).to.be.at.most(1)
      }),
    )
  })
})
