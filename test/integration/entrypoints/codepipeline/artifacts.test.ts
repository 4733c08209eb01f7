import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { knownFaults } from '../../../../local/aws/faults.ts'
import { artifactCredentials, jobEvent } from '../../../../local/aws/job-event.ts'
import { type LocalAws, startLocalAws } from '../../../../local/aws/server.ts'
import { type LocalFunction, localFunction } from '../../../../local/lambda/function.ts'
import { bytesOf, noise } from '../../../support/builders/artifacts.ts'
import { enormousZip } from '../../../support/builders/zips.ts'
import { codePipelineBundle } from '../../../support/worlds/bundle.ts'

const bucket = 'codepipeline-eu-west-1-111111111111'
const changed = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }

type Files = Readonly<Record<string, string>>

const zipped = (files: Files): Uint8Array => zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytesOf(text)])))

/** An event of the action with the artifact at this key. */
const eventWith = (jobId: string, key: string, parameters: object): unknown => {
  const event = jobEvent(jobId, JSON.stringify(parameters))
  const [artifact] = event['CodePipeline.job'].data.inputArtifacts
  if (artifact) artifact.location.s3Location.objectKey = key
  return event
}

describe('The bundle for CodePipeline, with artifacts', () => {
  let aws: LocalAws
  let lambda: LocalFunction
  let invalidationsBefore: number

  before(async () => {
    aws = await startLocalAws({ distributionIds: ['E1'] })
    lambda = localFunction(codePipelineBundle, aws.endpoint)
  })
  after(async () => {
    await lambda.close()
    await aws.close()
  })
  beforeEach(() => {
    aws.faults.clear()
    invalidationsBefore = aws.cloudfront.invalidations().length
  })

  const created = () => aws.cloudfront.invalidations().slice(invalidationsBefore)

  const run = async (key: string, parameters: object, change = (event: unknown) => event) => {
    const jobId = randomUUID()
    aws.codepipeline.offer(jobId)
    const { lines } = await lambda.invoke(change(eventWith(jobId, key, parameters)))
    expect(lines.join('\n')).to.not.include(artifactCredentials.secretAccessKey).and.to.not.include(artifactCredentials.sessionToken)
    return aws.codepipeline.resultOf(jobId)
  }

  describe('and itemsFrom', () => {
    const parameters = { distributionId: 'E1', itemsFrom: 'SiteOutput::out/invalidate.txt' }

    it('reads the file with the credentials of the job, and invalidates its items', async () => {
      aws.s3.put(bucket, 'items', zipped({ 'out/invalidate.txt': '// by the build\n/index.html\n/ü/*\n#news\n', 'index.html': 'x' }))
      const result = await run('items', parameters)
      expect(created().flatMap(({ items }) => items)).to.deep.equal(['#news', '/%C3%BC/*', '/index.html'])
      expect(result?.outputVariables).to.include({ PathCount: '3', Status: 'InProgress' })
      expect(aws.calls().find(({ operation }) => operation === 'GetObject')?.accessKeyId).to.equal(artifactCredentials.accessKeyId)
    })

    it('reads only a small part of a large artifact', async () => {
      const large = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`img/${index}.jpg`, noise(200_000)]))
      const artifact = zipSync({ 'out/invalidate.txt': bytesOf('/a'), ...large }, { level: 0 })
      aws.s3.put(bucket, 'large', artifact)
      const before = aws.s3.bytesSent()
      expect((await run('large', parameters))?.operation).to.equal('PutJobSuccessResult')
      expect((aws.s3.bytesSent() - before) / artifact.length).to.be.below(0.05)
    })

    it('names the nearest file if the file does not exist', async () => {
      aws.s3.put(bucket, 'other', zipped({ 'out/invalidate.json': '[]' }))
      const { failureDetails } = (await run('other', parameters)) ?? {}
      expect(failureDetails?.type).to.equal('RevisionUnavailable')
      expect(failureDetails?.message).to.include('The nearest is "out/invalidate.json"')
      expect(created()).to.deep.equal([])
    })

    it('names the line of an invalid item', async () => {
      aws.s3.put(bucket, 'bad', zipped({ 'out/invalidate.txt': '/a\n/b~\n' }))
      const { failureDetails } = (await run('bad', parameters)) ?? {}
      expect(failureDetails?.type).to.equal('ConfigurationError')
      expect(failureDetails?.message).to.match(/^SiteOutput::"out\/invalidate\.txt" is invalid.*\n- line 2: /)
    })

    it('retries if S3 is unavailable', async () => {
      aws.s3.put(bucket, 'busy', zipped({ 'out/invalidate.txt': '/busy' }))
      aws.faults.schedule('GetObject', knownFaults['503'], knownFaults['drop-before'])
      expect((await run('busy', parameters))?.operation).to.equal('PutJobSuccessResult')
      expect(created().flatMap(({ items }) => items)).to.deep.equal(['/busy'])
    })
  })

  describe('and an event that anybody could have sent', () => {
    const parameters = { distributionId: 'E1', itemsFrom: 'SiteOutput::secrets.txt' }

    /** The event without credentials, with an artifact in a bucket of somebody else. */
    const ofAnotherBucket = (event: unknown): unknown => {
      const { 'CodePipeline.job': job } = structuredClone(event) as ReturnType<typeof jobEvent>
      const { artifactCredentials: _none, ...data } = job.data
      const [artifact] = data.inputArtifacts
      if (artifact) artifact.location.s3Location.bucketName = 'another-bucket'
      return { 'CodePipeline.job': { ...job, data } }
    }

    for (const requested of [parameters, { distributionId: 'E1', changed }]) {
      it(`reads nothing for an event without credentials, with ${Object.keys(requested)[1]}`, async () => {
        aws.s3.put('another-bucket', 'theirs', zipped({ 'secrets.txt': 'a secret' }))
        const callsBefore = aws.calls().length
        const { failureDetails } = (await run('theirs', requested, ofAnotherBucket)) ?? {}
        expect(failureDetails?.type).to.equal('PermissionError')
        expect(failureDetails?.message).to.include('the event provides no credentials for s3://another-bucket/theirs')
        const operations = aws
          .calls()
          .slice(callsBefore)
          .map(({ operation }) => operation)
        expect(operations).to.deep.equal(['PutJobFailureResult'])
      })
    }

    it("never reads what the event names with the function's own role, even if the credentials in it are denied", async () => {
      aws.s3.put('another-bucket', 'theirs', zipped({ 'secrets.txt': 'a secret' }))
      aws.faults.schedule('GetObject', knownFaults.denied)
      const callsBefore = aws.calls().length
      const { failureDetails } = (await run('theirs', parameters)) ?? {}
      expect(failureDetails?.message).to.include('s3:GetObject is denied')
      const read = aws
        .calls()
        .slice(callsBefore)
        .filter(({ operation }) => operation === 'GetObject')
      expect(read.map(({ accessKeyId }) => accessKeyId)).to.deep.equal([artifactCredentials.accessKeyId])
    })
  })

  describe('and changed', () => {
    const parameters = { distributionId: 'E1', changed: { ...changed, stripPrefix: 'dist' } }
    const site: Files = {
      'dist/index.html': '1',
      'dist/about us.html': '1',
      'dist/blog/a.html': '1',
      'dist/blog/b.html': '1',
      'src/x.ts': '1',
    }
    let clock = 1_700_000_000

    /** Records a run of this action, or of the one that deploys, with the artifact at this key. */
    const record = (key: string, status: 'Succeeded' | 'Failed', actionName = 'Invalidate', execution = key): void => {
      clock += 60
      aws.codepipeline.record('my-site', {
        pipelineExecutionId: execution,
        stageName: 'Deploy',
        actionName,
        status,
        startTime: clock - 5,
        lastUpdateTime: clock,
        input: {
          actionTypeId: { category: actionName === 'Upload' ? 'Deploy' : 'Invoke' },
          resolvedConfiguration: { UserParameters: JSON.stringify(parameters) },
          inputArtifacts: [{ name: 'SiteOutput', s3location: { bucket, key } }],
        },
      })
    }

    /** An execution that deploys the artifact at this key, and then runs this action. */
    const execute = async (key: string, execution = key) => {
      record(key, 'Succeeded', 'Upload', execution)
      const result = await run(key, parameters)
      record(key, result?.operation === 'PutJobSuccessResult' ? 'Succeeded' : 'Failed', 'Invalidate', execution)
      return result
    }

    const deploy = (key: string, files: Files) => {
      aws.s3.put(bucket, key, zipped(files))
      return execute(key)
    }
    const paths = () => created().flatMap(({ items }) => items)

    it('invalidates everything on the first run', async () => {
      aws.codepipeline.record('my-site')
      const result = await deploy('v1', site)
      expect(paths()).to.deep.equal(['/*'])
      expect(result?.outputVariables).to.include({ ChangedFiles: 'unknown', UnchangedFlushed: 'unknown' })
    })

    it('invalidates two modified pages and a deleted one', async () => {
      const { 'dist/blog/b.html': _, ...rest } = site
      const result = await deploy('v2', { ...rest, 'dist/index.html': '2', 'dist/about us.html': '2', 'src/x.ts': '2' })
      expect(paths()).to.deep.equal(['/', '/about%20us.html', '/blog/b.html', '/index.html'])
      expect(result?.outputVariables).to.include({ ChangedFiles: '3', UnchangedFlushed: '0', PathCount: '4' })
      expect(result?.executionDetails?.summary).to.match(/^4 paths on E1 for 3 changed files; 0 unchanged flushed; list price \$0\.020/)
    })

    it('invalidates nothing if nothing changed', async () => {
      const { 'dist/blog/b.html': _, ...rest } = site
      const result = await deploy('v3', { ...rest, 'dist/index.html': '2', 'dist/about us.html': '2' })
      expect(paths()).to.deep.equal([])
      expect(result?.outputVariables).to.include({ Status: 'NothingToDo', ChangedFiles: '0' })
    })

    it('invalidates the changes of a rollback', async () => {
      await execute('v2', 'to v2')
      expect(paths()).to.deep.equal([])
      invalidationsBefore = aws.cloudfront.invalidations().length
      await execute('v1', 'to v1')
      expect(paths()).to.deep.equal(['/', '/about%20us.html', '/blog/b.html', '/index.html'])
    })

    it('also invalidates what differs from an artifact that was deployed in between and whose invalidation failed', async () => {
      aws.s3.put(bucket, 'v4', zipped({ ...site, 'dist/blog/a.html': '4' }))
      record('v4', 'Succeeded', 'Upload')
      record('v4', 'Failed')
      await deploy('v5', { ...site, 'dist/index.html': '5' })
      expect(paths()).to.deep.equal(['/', '/blog/a.html', '/index.html'])
    })

    it("reads the earlier artifact, whose location is from the history, with the function's own role if the job may not", async () => {
      aws.faults.schedule('GetObject', knownFaults.denied)
      const callsBefore = aws.calls().length
      const result = await deploy('v5b', { ...site, 'dist/index.html': '5', 'dist/blog/a.html': '5b' })
      expect(result?.outputVariables).to.include({ ChangedFiles: '1' })
      const keys = aws
        .calls()
        .slice(callsBefore)
        .filter(({ operation }) => operation === 'GetObject')
        .map(({ accessKeyId }) => accessKeyId)
      expect(keys).to.have.length(3)
      expect([keys[0], keys[2]]).to.deep.equal([artifactCredentials.accessKeyId, artifactCredentials.accessKeyId])
      expect(keys[1]).to.not.equal(artifactCredentials.accessKeyId)
    })

    it('invalidates everything if the earlier artifact has expired', async () => {
      record('expired', 'Succeeded', 'Upload')
      record('expired', 'Succeeded')
      const result = await deploy('v6', site)
      expect(paths()).to.deep.equal(['/*'])
      expect(result?.executionDetails?.summary).to.include(`s3://${bucket}/expired, could not be read (ArtifactNotFound)`)
    })

    it('reads only the directories of artifacts with 200,000 files', async function () {
      this.timeout(60_000)
      const special = (text: string) => enormousZip(200_000, { path: 'dist/page.html', bytes: bytesOf(text), index: 150_000 })
      const [before, now] = [special('before'), special('now')]
      aws.s3.put(bucket, 'many1', before)
      aws.s3.put(bucket, 'many2', now)
      record('many1', 'Succeeded', 'Upload')
      record('many1', 'Succeeded')
      const sent = aws.s3.bytesSent()
      await execute('many2')
      const [read, size] = [aws.s3.bytesSent() - sent, before.byteLength + now.byteLength]
      if (this.test) this.test.title += `: ${read} of ${size} bytes`
      expect(paths()).to.deep.equal(['/page.html'])
      expect(read / size).to.be.below(0.003)
    })
  })
})
