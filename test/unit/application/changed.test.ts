import { expect } from 'chai'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { runJob } from '../../../src/application/run-job.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import { writeNotPlannedToken } from '../../../src/domain/job/write-token.ts'
import type { InputArtifact } from '../../../src/domain/pipeline/artifact.ts'
import type { ActionRun } from '../../../src/domain/pipeline/history.ts'
import { bytesOf, providedCredentials } from '../../support/builders/artifacts.ts'
import { rightOf } from '../../support/either.ts'
import { knownJob, knownPipeline, type World, world } from '../../support/worlds/world.ts'

const minute = 60_000
const changed = { artifact: 'SiteOutput', pipeline: knownPipeline, stage: 'Deploy', action: 'Invalidate' }
const parameters = { distributionId: 'E1', changed }

type Files = Readonly<Record<string, string>>

const location = (key: string) => `s3://artifacts/${key}`

const put = (here: World, key: string, files: Files): void =>
  here.artifacts.put(location(key), Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytesOf(text)])))

/** Records a run of this action that ended `at` seconds after 1970, in an execution that is named after the key. */
const record = (here: World, key: string, at: number, change: Partial<ActionRun> = {}): void =>
  here.history.record(knownPipeline, {
    execution: key,
    stage: 'Deploy',
    action: 'Invalidate',
    status: 'Succeeded',
    startedAt: at * 1_000 - 500,
    endedAt: at * 1_000,
    deploys: false,
    inputs: [{ name: 'SiteOutput', location: location(key), store: 'artifacts' }],
    outputs: [],
    parameters: JSON.stringify(parameters),
    ...change,
  })

const recordDeploy = (here: World, key: string, at: number, change: Partial<ActionRun> = {}): void =>
  record(here, key, at, { action: 'Upload', deploys: true, ...change })

/** Records a success with the first artifact, and the deploy of the second. */
const recordUpdate = (here: World, before = 'v1', now = 'v2', change: Partial<ActionRun> = {}): void => {
  recordDeploy(here, before, 0)
  record(here, before, 1, change)
  recordDeploy(here, now, 5, { execution: 'present' })
}

const deploy = async (
  here: World,
  key: string,
  requested: object = parameters,
  continuationToken?: string,
  credentials: InputArtifact['credentials'] = providedCredentials,
): Promise<Answer> => {
  const artifacts = [{ name: 'SiteOutput', location: location(key), credentials }]
  const job = { id: knownJob, parameters: JSON.stringify(requested), continuationToken, artifacts }
  return rightOf(await runJob(here.ports)(job, here.clock.now() + minute)())
}

const sent = (here: World) => here.cdn.created().flatMap(({ request }) => request.items)

const site: Files = { 'index.html': '1', 'about.html': '1', 'blog/a.html': '1', 'blog/b.html': '1', 'img/logo.png': '1' }

const siteWith = (changes: Files): World => {
  const here = world()
  put(here, 'v1', site)
  put(here, 'v2', { ...site, ...changes })
  recordUpdate(here)
  return here
}

describe('runJob with changed', () => {
  it('invalidates everything on the first run, and gives the reason', async () => {
    const here = world()
    put(here, 'v1', site)
    const answer = await deploy(here, 'v1')
    expect(sent(here)).to.deep.equal(['/*'])
    expect(answer).to.have.property('summary').that.includes('; invalidating everything: no earlier successful run to compare with;')
    expect(answer).to.have.deep.property('changeSet', {
      _tag: 'Unknown',
      why: 'no earlier successful run to compare with',
    })
  })

  it('invalidates the files that changed since the last success, and reports how many unchanged files it flushes', async () => {
    const here = siteWith({ 'about.html': '2', 'blog/b.html': '2' })
    const answer = await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html', '/blog/b.html'])
    expect(answer).to.have.property('summary').that.includes('2 paths on E1 for 2 changed files; 0 unchanged flushed; list price $0.010')
    expect(answer).to.have.deep.property('changeSet', { _tag: 'Compared', files: 2, unchangedFlushed: 0 })
  })

  it('does nothing if nothing changed', async () => {
    const here = siteWith({})
    const answer = await deploy(here, 'v2')
    expect(answer).to.include({ _tag: 'Success', status: 'NothingToDo' })
    expect(answer).to.have.property('summary', 'Nothing to invalidate on E1: no selected file changed since this action last succeeded')
    expect(here.cdn.calls()).to.equal(0)
  })

  it('invalidates deleted and added files', async () => {
    const here = world()
    put(here, 'v1', site)
    const { 'about.html': _, ...rest } = site
    put(here, 'v2', { ...rest, 'news.html': '1' })
    recordUpdate(here)
    await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html', '/news.html'])
  })

  it('stays within maxPaths and flushes as few unchanged files as possible', async () => {
    const here = siteWith({ 'blog/a.html': '2', 'img/logo.png': '2' })
    const answer = await deploy(here, 'v2', { ...parameters, maxPaths: 1 })
    expect(sent(here)).to.deep.equal(['/*'])
    expect(answer).to.have.deep.property('changeSet', { _tag: 'Compared', files: 2, unchangedFlushed: 4 })
    const wider = siteWith({ 'blog/a.html': '2', 'about.html': '2', 'index.html': '2' })
    await deploy(wider, 'v2', { ...parameters, maxPaths: 4 })
    expect(sent(wider)).to.deep.equal(['/', '/about.html', '/blog/a.html', '/index.html'])
  })

  it('avoids protected paths and unchanged files when it merges paths into wildcards', async () => {
    const files = { 'a1.html': '1', 'a2.html': '1', 'b/1.html': '1', 'b/2.html': '1', 'b/3.html': '1' }
    const next = { 'a1.html': '2', 'a2.html': '2', 'b/1.html': '2', 'b/2.html': '2' }
    const sentWith = async (protect: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
      const here = world()
      const requested = { ...parameters, changed: { ...changed, ...(protect.length > 0 && { protect }) }, maxPaths: 3 }
      put(here, 'v1', files)
      put(here, 'v2', { ...files, ...next })
      recordUpdate(here, 'v1', 'v2', { parameters: JSON.stringify(requested) })
      await deploy(here, 'v2', requested)
      return sent(here)
    }
    expect(await sentWith([])).to.deep.equal(['/a*', '/b/1.html', '/b/2.html'])
    expect(await sentWith(['/api/*'])).to.deep.equal(['/a1.html', '/a2.html', '/b/*'])
  })

  it('invalidates everything if its rules match no file, so that a wrong folder does not leave the site stale', async () => {
    const here = siteWith({ 'about.html': '2' })
    const wrong = { ...parameters, changed: { ...changed, stripPrefix: 'dist' } }
    record(here, 'v1', 3, { parameters: JSON.stringify(wrong) })
    expect(await deploy(here, 'v2', wrong))
      .to.have.property('summary')
      .that.includes('invalidating everything: no file of the artifact matches stripPrefix, include and exclude')
    expect(sent(here)).to.deep.equal(['/*'])
  })

  it('does nothing if both artifacts are empty', async () => {
    const here = world()
    put(here, 'v1', {})
    put(here, 'v2', {})
    recordUpdate(here)
    expect(await deploy(here, 'v2')).to.include({ _tag: 'Success', status: 'NothingToDo' })
  })

  it('counts files flushed by wildcards from special file names and from items', async () => {
    const here = siteWith({ 'b~x.html': '2' })
    const answer = await deploy(here, 'v2', { ...parameters, items: ['/img/*'] })
    expect(sent(here)).to.have.members(['/b*', '/img/*'])
    expect(answer).to.have.deep.property('changeSet', { _tag: 'Compared', files: 1, unchangedFlushed: 3 })
  })

  it('merges only changed paths, and only beyond one request, if there is no budget', async () => {
    const here = world(undefined, { capabilities: { maxItemsPerRequest: 2 } })
    put(here, 'v1', site)
    put(here, 'v2', { ...site, 'blog/a.html': '2', 'blog/b.html': '2', 'about.html': '2' })
    recordUpdate(here)
    await deploy(here, 'v2', { ...parameters, items: ['/api/1', '/api/2', '/api/3'] })
    expect(sent(here)).to.have.members(['/about.html', '/api/1', '/api/2', '/api/3', '/blog/*'])
  })

  it('names the wildcards that maxPaths led to', async () => {
    const here = siteWith({ 'blog/a.html': '2', 'blog/b.html': '2', 'about.html': '2' })
    expect(await deploy(here, 'v2', { ...parameters, maxPaths: 2 }))
      .to.have.property('summary')
      .that.includes('for 3 changed files; 0 unchanged flushed; 2 items widened to "/blog/*" to keep to maxPaths 2')
  })

  it('adds the entries of items', async () => {
    const here = siteWith({ 'about.html': '2' })
    await deploy(here, 'v2', { ...parameters, items: ['/api/*', '#news'] })
    expect(sent(here)).to.have.members(['/about.html', '/api/*', '#news'])
  })

  it('also invalidates what differs from the artifact of a failed run, because files of that artifact may be cached', async () => {
    const here = siteWith({ 'about.html': '2' })
    put(here, 'v1b', { ...site, 'about.html': '3', 'img/logo.png': '3', 'only.html': '3' })
    record(here, 'v1b', 2, { status: 'Failed' })
    const answer = await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html', '/img/logo.png', '/only.html'])
    expect(answer).to.have.property('summary').that.includes('3 paths on E1 for 3 changed files; 0 unchanged flushed')
  })

  it('lists the present artifact once, and each earlier one once, one after the other', async () => {
    const here = siteWith({ 'about.html': '2' })
    for (const [index, key] of ['v1b', 'v1c'].entries()) {
      put(here, key, { ...site, [`${key}.html`]: '1' })
      record(here, key, 2 + index, { status: 'Failed' })
    }
    await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html', '/v1b.html', '/v1c.html'])
    expect(here.artifacts.listed().map(artifact => artifact.location)).to.deep.equal(['v1', 'v2', 'v1b', 'v1c'].map(location))
  })

  it('invalidates new files that one of several earlier artifacts lacks, unless added is false', async () => {
    const sentWith = async (change: object) => {
      const here = world()
      const requested = { ...parameters, changed: { ...changed, ...change } }
      put(here, 'v1', { old: '1' })
      for (const key of ['v1b', 'v2']) put(here, key, { old: '1', new: '1' })
      recordUpdate(here, 'v1', 'v2', { parameters: JSON.stringify(requested) })
      record(here, 'v1b', 2, { status: 'Failed' })
      await deploy(here, 'v2', requested)
      return sent(here)
    }
    expect(await sentWith({})).to.deep.equal(['/new'])
    expect(await sentWith({ added: false })).to.deep.equal([])
  })

  it('invalidates everything if another artifact that was deployed since is gone', async () => {
    const here = siteWith({ 'about.html': '2' })
    record(here, 'gone', 2, { status: 'Failed' })
    expect(await deploy(here, 'v2'))
      .to.have.property('summary')
      .that.includes('invalidating everything: an earlier artifact, s3://artifacts/gone, could not be read (ArtifactNotFound);')
    expect(sent(here)).to.deep.equal(['/*'])
  })

  it('compares with the last success in a retry', async () => {
    const here = siteWith({ 'about.html': '2' })
    record(here, 'v2', 6, { execution: 'present', status: 'Failed' })
    record(here, 'v2', 7, { execution: 'present', status: 'InProgress' })
    await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html'])
  })

  it('compares with the older artifact after a rollback', async () => {
    const here = world()
    put(here, 'v1', site)
    put(here, 'v2', { ...site, 'about.html': '2' })
    recordUpdate(here)
    record(here, 'v2', 6, { execution: 'present' })
    recordDeploy(here, 'v1', 8, { execution: 'rollback' })
    await deploy(here, 'v1')
    expect(sent(here)).to.deep.equal(['/about.html'])
  })

  it('invalidates everything if the earlier artifact is gone or the parameters were different', async () => {
    const gone = world()
    put(gone, 'v2', site)
    recordUpdate(gone)
    expect(await deploy(gone, 'v2'))
      .to.have.property('summary')
      .that.includes('s3://artifacts/v1, could not be read (ArtifactNotFound)')
    expect(sent(gone)).to.deep.equal(['/*'])
    expect(gone.artifacts.listed().map(({ credentials }) => credentials._tag)).to.deep.equal(['Provided'])

    const different = siteWith({ 'about.html': '2' })
    expect(await deploy(different, 'v2', { ...parameters, distributionId: ['E1', 'E2'] }))
      .to.have.property('summary')
      .that.includes('this action last succeeded with other parameters')
  })

  it('invalidates everything if it may not read the history, and names the missing permission', async () => {
    const here = siteWith({ 'about.html': '2' })
    const failure = { _tag: 'HistoryDenied', permission: 'codepipeline:ListActionExecutions', resource: 'arn:p' } as const
    here.history.misbehave({ _tag: 'Refuse', failure })
    expect(await deploy(here, 'v2'))
      .to.have.property('summary')
      .that.includes('codepipeline:ListActionExecutions is denied on arn:p')
    expect(sent(here)).to.deep.equal(['/*'])

    const rejected = siteWith({})
    rejected.history.misbehave({ _tag: 'Refuse', failure: { _tag: 'HistoryRejected', code: 'Odd' } })
    expect(await deploy(rejected, 'v2'))
      .to.have.property('summary')
      .that.includes('was rejected with Odd')
  })

  it('fails if the pipeline does not exist, or the action does not have the artifact', async () => {
    const here = siteWith({})
    expect(await deploy(here, 'v2', { ...parameters, changed: { ...changed, pipeline: 'my-sight' } })).to.include({
      _tag: 'Failure',
      kind: 'configuration',
    })
    expect(await deploy(siteWith({}), 'v2', { ...parameters, changed: { ...changed, artifact: 'Other' } }))
      .to.have.property('message')
      .that.includes('changed.artifact: the action has no input artifact named Other (available: SiteOutput)')
    const lost = world()
    put(lost, 'v1', site)
    recordUpdate(lost)
    expect(await deploy(lost, 'v2')).to.include({ _tag: 'Failure', kind: 'artifact' })
  })

  it("reads the earlier artifact with the function's own permissions if those of the job are denied, and invalidates everything if both are", async () => {
    const denied = {
      _tag: 'Refuse',
      failure: { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: 'arn:o', hint: 'Allow it.' },
    } as const
    const here = siteWith({ 'about.html': '2' })
    here.artifacts.misbehave(denied)
    await deploy(here, 'v2', parameters)
    expect(here.artifacts.listed().map(({ location: at, credentials }) => [at, credentials._tag])).to.deep.equal([
      [location('v1'), 'Own'],
      [location('v2'), 'Provided'],
    ])
    expect(sent(here)).to.deep.equal(['/about.html'])

    const bothDenied = siteWith({ 'about.html': '2' })
    bothDenied.artifacts.misbehave(denied, denied)
    expect(await deploy(bothDenied, 'v2', parameters))
      .to.have.property('summary')
      .that.includes('s3:GetObject is denied on arn:o')
  })

  it('retries while a service is unavailable, and continues in another invocation if it stays unavailable', async () => {
    const here = siteWith({ 'about.html': '2' })
    const historyUnavailable = { _tag: 'Refuse', failure: { _tag: 'HistoryUnavailable', reason: 'Throttling' } } as const
    const storeUnavailable = { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } } as const
    here.history.misbehave(historyUnavailable, historyUnavailable)
    here.artifacts.misbehave(storeUnavailable, { _tag: 'None' }, storeUnavailable)
    await deploy(here, 'v2')
    expect(sent(here)).to.deep.equal(['/about.html'])

    const always = <F>(fault: F): ReadonlyArray<F> => Array.from({ length: 1_000 }, () => fault)
    const cases: ReadonlyArray<readonly [string, (world: World) => void]> = [
      ['the history of my-site: unavailable (Throttling)', ({ history }) => history.misbehave(...always(historyUnavailable))],
      ['s3://artifacts/v1: unavailable (503)', ({ artifacts }) => artifacts.misbehave(...always(storeUnavailable))],
      ['the artifact SiteOutput: unavailable (503)', ({ artifacts }) => artifacts.misbehave({ _tag: 'None' }, ...always(storeUnavailable))],
    ]
    for (const [subject, misbehave] of cases) {
      const long = siteWith({})
      misbehave(long)
      expect(await deploy(long, 'v2')).to.include({
        _tag: 'Continuation',
        summary: `Reading ${subject}, trying since 1970-01-01 00:16:40 UTC`,
      })
    }
  })

  it('invalidates everything if the history stays unavailable until the timeout, and fails if the current artifact does', async () => {
    const startedLongAgo = (here: World) => writeNotPlannedToken(knownJob, here.clock.now() - minute, here.clock.now())
    const short = { ...parameters, timeoutMinutes: 1 }
    const here = siteWith({})
    const throttled = { _tag: 'Refuse', failure: { _tag: 'HistoryUnavailable', reason: 'Throttling' } } as const
    here.history.misbehave(...Array.from({ length: 1_000 }, () => throttled))
    expect(await deploy(here, 'v2', short, startedLongAgo(here)))
      .to.have.property('summary')
      .that.includes("the pipeline's history could not be read (Throttling)")

    const storeUnavailable = { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } } as const
    const lost = siteWith({})
    recordUpdate(lost, 'v1', 'v2', { parameters: JSON.stringify(short), endedAt: 2_000 })
    lost.artifacts.misbehave({ _tag: 'None' }, ...Array.from({ length: 1_000 }, () => storeUnavailable))
    expect(await deploy(lost, 'v2', short, startedLongAgo(lost))).to.include({ _tag: 'Failure', kind: 'unavailable' })
  })

  it('logs the baseline and both artifacts', async () => {
    const here = siteWith({ 'about.html': '2' })
    await deploy(here, 'v2')
    expect(here.log.entries.map(({ _tag }) => _tag)).to.deep.equal([
      'HistoryRead',
      'ArtifactListed',
      'ArtifactListed',
      'Planned',
      'InvalidationCreated',
      'Reported',
      'Finished',
    ])
    expect(here.log.entries[0]).to.deep.include({ baseline: ['s3://artifacts/v1'], pipeline: knownPipeline })
  })

  it('invalidates everything if either artifact has too many files to list', async () => {
    const tooLarge = { _tag: 'Refuse', failure: { _tag: 'ArtifactTooLarge' } } as const
    const reasons = ['could not be read (ArtifactTooLarge)', '; invalidating everything: too many files to compare;']
    for (const [index, reason] of reasons.entries()) {
      const here = siteWith({ 'index.html': '2' })
      here.artifacts.misbehave(...Array.from({ length: index }, () => ({ _tag: 'None' }) as const), tooLarge)
      expect(await deploy(here, 'v2'))
        .to.have.property('summary')
        .that.includes(reason)
      expect(sent(here)).to.deep.equal(['/*'])
    }
  })

  it('invalidates everything as soon as the deleted files of several artifacts take more memory than a function has', async () => {
    const here = siteWith({ 'about.html': '2' })
    const keys = ['w1', 'w2', 'w3', 'w4']
    for (const key of keys) {
      put(here, key, { [key.padEnd(20_000_000, 'x')]: '1' })
      record(here, key, 2, { status: 'Failed' })
    }
    expect(await deploy(here, 'v2'))
      .to.have.property('summary')
      .that.includes('invalidating everything: too many files to compare;')
    expect(here.artifacts.listed().map(artifact => artifact.location)).to.deep.equal(['v1', 'v2', 'w1', 'w2', 'w3'].map(location))
  })

  it('invalidates everything if the paths take more memory than a function has', async () => {
    const here = world()
    put(here, 'v1', {})
    put(here, 'v2', Object.fromEntries(Array.from({ length: 83_000 }, (_, index) => [`${index}`.padStart(8, '0'), ''])))
    const requested = { ...parameters, changed: { ...changed, addPrefix: `/${'a'.repeat(498)}/` } }
    recordUpdate(here, 'v1', 'v2', { parameters: JSON.stringify(requested) })
    expect(await deploy(here, 'v2', requested))
      .to.have.property('summary')
      .that.includes('too many files to compare')
  })

  it('invalidates nothing if an artifact without files replaces another', async () => {
    const here = world()
    for (const key of ['v1', 'v2']) put(here, key, {})
    recordUpdate(here)
    expect(await deploy(here, 'v2')).to.include({ _tag: 'Success', status: 'NothingToDo' })
    expect(sent(here)).to.deep.equal([])
  })

  describe('in later invocations', () => {
    const waiting = { ...parameters, waitForCompletion: true }
    const unavailable = { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } } as const
    const denied = {
      _tag: 'Refuse',
      failure: { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: 'arn:o', hint: 'Allow it.' },
    } as const

    const tokenOf = (answer: Answer): string => {
      if (answer._tag !== 'Continuation') throw new Error(`${answer._tag} is no continuation`)
      return answer.token
    }

    /** Another artifact that was deployed while the job ran. */
    const deployMeanwhile = (here: World): void => {
      put(here, 'meanwhile', { ...site, 'img/logo.png': '3' })
      recordDeploy(here, 'meanwhile', 7)
    }

    /** The token of a job that waits for its invalidation. */
    const waitingToken = async (here: World): Promise<string> => {
      const token = tokenOf(await deploy(here, 'v2', waiting))
      deployMeanwhile(here)
      return token
    }

    const withRuns = (): World => {
      const here = world(undefined, { completesAfter: 10 * minute })
      put(here, 'v1', site)
      put(here, 'v2', { ...site, 'about.html': '2' })
      recordUpdate(here, 'v1', 'v2', { parameters: JSON.stringify(waiting) })
      return here
    }

    it('decides once what to compare with', async () => {
      const here = withRuns()
      const token = await waitingToken(here)
      const calls = here.history.calls()
      const answer = await deploy(here, 'v2', waiting, token)
      expect(answer).to.have.property('summary').that.includes('0 of 1 invalidation complete')
      expect(here.history.calls()).to.equal(calls)
      expect(sent(here)).to.deep.equal(['/about.html'])
    })

    it('decides once, too, if it could not read an artifact at first', async () => {
      const here = withRuns()
      here.artifacts.misbehave(...Array.from({ length: 1_000 }, () => unavailable))
      const token = tokenOf(await deploy(here, 'v2', waiting))
      expect(token).to.include('"baseline":["g.1"]')
      expect(tokenOf(await deploy(here, 'v2', waiting, token))).to.include('"baseline":["g.1"]')
      expect(here.history.calls()).to.equal(1)
      const undecided = writeNotPlannedToken(knownJob, here.clock.now(), here.clock.now())
      expect(tokenOf(await deploy(here, 'v2', waiting, undecided))).to.include('"baseline":["g.1"]')

      const later = withRuns()
      deployMeanwhile(later)
      await deploy(later, 'v2', waiting, token)
      expect(later.history.calls()).to.equal(0)
      expect(sent(later)).to.deep.equal(['/about.html'])
    })

    it('invalidates everything again, for the same reason', async () => {
      const here = world(undefined, { completesAfter: 1.5 * minute })
      put(here, 'v2', site)
      const token = tokenOf(await deploy(here, 'v2', waiting))
      put(here, 'v1', site)
      recordUpdate(here, 'v1', 'v2', { parameters: JSON.stringify(waiting) })
      here.clock.advance(2 * minute)
      expect(await deploy(here, 'v2', waiting, token))
        .to.have.property('summary')
        .that.includes('invalidating everything: no earlier successful run to compare with;')
      expect(here.history.calls()).to.equal(1)
      expect(sent(here)).to.deep.equal(['/*'])
    })

    it('reads the history again with a token of an earlier version', async () => {
      const here = withRuns()
      const { baseline: _, ...older } = JSON.parse(tokenOf(await deploy(here, 'v2', waiting)))
      const calls = here.history.calls()
      expect(tokenOf(await deploy(here, 'v2', waiting, JSON.stringify(older)))).to.include('"baseline":["g.1"]')
      expect(here.history.calls()).to.equal(calls + 1)
    })

    it('reads with its own credentials what a token names only if the history lists it', async () => {
      const here = withRuns()
      const token = await waitingToken(here)
      const listedBefore = here.artifacts.listed().length
      const calls = here.history.calls()
      here.artifacts.misbehave(denied, denied)
      expect(await deploy(here, 'v2', waiting, token)).to.include({ _tag: 'Continuation' })
      expect(here.history.calls()).to.equal(calls + 1)
      const read = here.artifacts.listed().slice(listedBefore)
      expect(read.map(({ location: at, credentials }) => [at, credentials._tag])).to.deep.equal([
        [location('v1'), 'Own'],
        [location('v2'), 'Provided'],
      ])

      const forged = withRuns()
      put(forged, 'secret', { 'names.html': '1' })
      forged.artifacts.misbehave(denied)
      const notPlanned = writeNotPlannedToken(knownJob, forged.clock.now(), forged.clock.now(), [`0.${location('secret')}`])
      await deploy(forged, 'v2', waiting, notPlanned)
      expect(sent(forged)).to.deep.equal(['/about.html'])
      expect(forged.artifacts.listed().map(artifact => artifact.location)).not.to.include(location('secret'))
    })

    it('fails if a token shares more with the location of the artifact than there is', async () => {
      const here = withRuns()
      const notPlanned = writeNotPlannedToken(knownJob, here.clock.now(), here.clock.now(), ['zz.x'])
      expect(await deploy(here, 'v2', waiting, notPlanned))
        .to.have.property('message')
        .that.includes('its baseline does not match the artifact')
      expect(await deploy(here, 'v2', { distributionId: 'E1', items: ['/a'] }, notPlanned)).to.include({ _tag: 'Success' })
    })

    it('invalidates everything if a token has no room for the locations', async () => {
      const here = siteWith({ 'about.html': '2' })
      for (const index of [0, 1, 2]) record(here, `${index}${'x'.repeat(100)}`, 2, { status: 'Failed' })
      expect(await deploy(here, 'v2'))
        .to.have.property('summary')
        .that.includes('invalidating everything: too many artifacts were deployed since this action last succeeded;')
      expect(here.artifacts.listed()).to.deep.equal([])
    })
  })

  describe('with a history that does not tell what is stale', () => {
    const reasons: ReadonlyArray<readonly [string, (here: World) => void]> = [
      [
        'the history of my-site does not show the deploy before this run of Deploy/Invalidate',
        here => record(here, 'v2', 6, { execution: 'present', status: 'Failed' }),
      ],
      ['the history of my-site does not show the deploy before the last success', here => record(here, 'v3', 4)],
      ['the history of my-site does not list the artifacts of every run', here => recordDeploy(here, 'v3', 4, { inputs: undefined })],
      [
        'too many artifacts were deployed since this action last succeeded',
        here => {
          for (let index = 0; index < 8; index += 1) recordDeploy(here, `w${index}`, 4)
        },
      ],
    ]
    for (const [reason, add] of reasons) {
      it(`invalidates everything, since ${reason}`, async () => {
        const here = siteWith({ 'about.html': '2' })
        add(here)
        expect(await deploy(here, 'v2'))
          .to.have.property('summary')
          .that.includes(`; invalidating everything: ${reason};`)
        expect(sent(here)).to.deep.equal(['/*'])
      })
    }

    it('invalidates everything if the history is too long', async () => {
      const here = siteWith({ 'about.html': '2' })
      const history = { baseline: () => TE.right({ _tag: 'NotComparable', why: 'HistoryTooLong' } as const) }
      const artifacts = [{ name: 'SiteOutput', location: location('v2'), credentials: providedCredentials }]
      const job = { id: knownJob, parameters: JSON.stringify(parameters), continuationToken: undefined, artifacts }
      expect(rightOf(await runJob({ ...here.ports, history })(job, here.clock.now() + minute)()))
        .to.have.property('summary')
        .that.includes('invalidating everything: the history of my-site is too long to read;')
    })
  })
})
