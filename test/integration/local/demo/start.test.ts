import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { jobEvent } from '../../../../local/aws/job-event.ts'

const start = fileURLToPath(new URL('../../../../local/demo/start.ts', import.meta.url))

const run = (...args: ReadonlyArray<string>): Promise<{ code: number; output: string }> =>
  new Promise(resolve => {
    execFile(process.execPath, ['--import', 'tsx', start, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
    })
  })

describe('npm start', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'invalidator-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('shows an example job from event to answer, and goes green', async () => {
    const { code, output } = await run()
    expect(code).to.equal(0)
    expect(output).to.match(/event +job [0-9a-f-]{36}\n +UserParameters \{"distributionId": "CLOUDFRONTDISTID", "items": \["\/\*"\]\}/)
    expect(output).to.match(/plan +\/\*\n +on CLOUDFRONTDISTID\n/)
    expect(output).to.match(/call +cloudfront CreateInvalidation → 201\n.*call +codepipeline PutJobSuccessResult → 200/)
    expect(output).to.match(/Succeeded\n +Summary +1 path \(1 wildcard\) on CLOUDFRONTDISTID; list price \$0\.005/)
    expect(output).not.to.include('\u001b[')
  })

  it("goes red where the user's own parameters would turn the pipeline red", async () => {
    const { code, output } = await run('--user-parameters', '{"distributionId": "E1", "item": ["/*"]}')
    expect(code).to.equal(1)
    expect(output).to.match(/plan +none: ParametersInvalid/)
    expect(output)
      .to.match(/Failed: ConfigurationError\n +Message/)
      .and.match(/did you mean items\?/)
  })

  it('shows how a job outlasts a CloudFront that is busy', async () => {
    const { code, output } = await run('--faults', 'CreateInvalidation=503*9', '--speed', '25')
    expect(code).to.equal(0)
    expect(output.match(/cloudfront CreateInvalidation → 503 ServiceUnavailable/g)).to.have.length(9)
    expect(output)
      .to.match(/pause +\d+\.\d{3} s/)
      .and.match(/CreateInvalidation → 201/)
      .and.include('25 times as fast')
  })

  it('shows how a job that waits hands over, and goes on', async () => {
    const parameters = '{"distributionId": "E1", "items": ["/*"], "waitForCompletion": true}'
    const { code, output } = await run('--user-parameters', parameters, '--completion', '50s', '--speed', '25')
    expect(code).to.equal(0)
    expect(output).to.match(/hand-over +0 %: 0 of 1 invalidation complete, waiting since/)
    expect(output)
      .to.match(/event +CodePipeline continues with job/)
      .and.match(/Status +Completed/)
  })

  it("runs the user's own event", async () => {
    const file = join(folder, 'event.json')
    await writeFile(file, JSON.stringify(jobEvent('22222222-abcd-1111-abcd-111111abcdef', '{"distributionId": "E2", "items": ["/a"]}')))
    const { code, output } = await run('--event', file)
    expect(code).to.equal(0)
    expect(output).to.include('job 22222222-abcd-1111-abcd-111111abcdef').and.to.include('on E2')
  })

  it('shows that nobody would answer an event that is no job', async () => {
    const file = join(folder, 's3.json')
    await writeFile(file, '{"Records": []}')
    const { code, output } = await run('--event', file)
    expect(code).to.equal(1)
    expect(output).to.match(/(The invocation failed\. .*is not a CodePipeline job.*\n){3}No answer\./)
  })

  describe('with --s3', () => {
    for (const [shape, way] of [
      ['direct', 'from S3'],
      ['sns', 'by way of SNS'],
      ['eventbridge', 'by way of EventBridge'],
    ] as const) {
      it(`shows what becomes of a deploy that is told ${way}`, async () => {
        const { code, output } = await run('--s3', '--shape', shape)
        expect(code).to.equal(0)
        expect(output).to.match(new RegExp(`deploy +369 puts and 12 deletes in my-site\\n +38\\d messages to the queue, ${way}\\n`))
        expect(output).to.match(
          /batch +38\d messages\n(?:.*refused.*\n)?.*plan +\/.*\n +on CLOUDFRONTDISTID\n.*call +cloudfront CreateInvalidation → 201/,
        )
        expect(output.match(/CreateInvalidation/g)).to.have.length(1)
        expect(output)
          .to.match(/refused +1 message: neither a notification of S3 nor/)
          .and.to.match(/returned +1 message, hidden for 11 minutes\n/)
        expect(output).to.match(/given up +1 message to the dead-letter queue, after 5 receipts/)
        expect(output).to.match(/Nothing is lost\. .* no notification: \{"hello"/)
        expect(output).to.match(
          /Invalidations +1, with (\d\d|100) paths .*; list price \$0\.\d{3}\n +One by one +381 invalidations.*; list price \$1\.905/,
        )
      })
    }

    it('shows that what CloudFront was too busy for comes back, and gets through', async () => {
      const { code, output } = await run('--s3', '--faults', 'CreateInvalidation=hang*8', '--speed', '25')
      expect(code).to.equal(0)
      expect(output)
        .to.match(/returned +38\d messages, hidden for 11 minutes\n/)
        .and.to.match(/batch +38\d messages, received 2 times by now\n/)
      expect(output)
        .to.match(/CreateInvalidation → 201/)
        .and.to.include('Nothing is lost.')
    })

    it("deploys into the bucket and the folder of the user's own origins", async () => {
      const origins = '[{"bucket": "blog", "distributionId": "E7", "originPath": "/live", "include": ["index.html"], "indexDocuments": []}]'
      const { code, output } = await run('--s3', '--origins', origins)
      expect(code).to.equal(0)
      expect(output)
        .to.match(/plan +\/blog\/index\.html {2}\/index\.html\n +on E7\n/)
        .and.to.match(/Invalidations +1, with 2 paths; list price \$0\.010/)
    })

    it('shows what the function says of origins that are wrong, and that nothing gets done', async () => {
      const { code, output } = await run('--s3', '--origins', '[{"bucket": "blog", "distributionID": "E7"}]')
      expect(code).to.equal(1)
      expect(output)
        .to.match(/distributionID.*distributionId/)
        .and.to.match(/383 of 384 messages not done/)
    })
  })

  const wrong: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
    [['--distribution', 'E1'], /Unknown option '--distribution'/],
    [['--event', '/no/such/file'], /no such file/],
    [['--faults', 'CreateInvalidation=rain'], /"CreateInvalidation=rain" is no fault/],
    [['--quota', 'some'], /"some" is no quota; there are none, in-progress, rates/],
    [['--completion', 'soon'], /"soon" is no completion/],
    [['--speed', '0'], /--speed takes a number/],
    [['--event', 'x', '--user-parameters', '{}'], /not both/],
    [['--s3', '--shape', 'round'], /"round" is no shape; there are direct, sns, eventbridge/],
    [['--s3', '--event', 'x'], /--s3 runs no job/],
    [['--origins', '[]'], /go with --s3/],
  ]
  for (const [args, message] of wrong) {
    it(`explains itself after ${args.join(' ')}`, async () => {
      const { code, output } = await run(...args)
      expect(code).to.equal(2)
      expect(output).to.match(message).and.to.include('npm start -- [options]')
    })
  }

  it('explains itself when it is asked to', async () => {
    const { code, output } = await run('--help')
    expect(code).to.equal(0)
    expect(output).to.include('npm start -- [options]')
  })
})
