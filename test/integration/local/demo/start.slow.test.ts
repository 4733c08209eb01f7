import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import { usage } from '../../../../local/demo/options.ts'

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

  it('runs an example job from event to result', async () => {
    const { code, output } = await run()
    expect(code).to.equal(0)
    expect(output).to.match(/event +job [0-9a-f-]{36}\n +UserParameters \{"distributionId": "CLOUDFRONTDISTID", "items": \["\/\*"\]\}/)
    expect(output).to.match(/plan +\/\*\n +on CLOUDFRONTDISTID\n/)
    expect(output).to.match(/call +cloudfront CreateInvalidation → 201\n.*call +codepipeline PutJobSuccessResult → 200/)
    expect(output).to.match(/Succeeded\n +Summary +1 path \(1 wildcard\) on CLOUDFRONTDISTID; list price \$0\.005/)
    expect(output).not.to.include('\u001b[')
  })

  it('fails if the UserParameters fail the action', async () => {
    const { code, output } = await run('--user-parameters', '{"distributionId": "E1", "item": ["/*"]}')
    expect(code).to.equal(1)
    expect(output).to.match(/plan +failed: ParametersInvalid/)
    expect(output)
      .to.match(/Failed: ConfigurationError\n +Message/)
      .and.match(/did you mean items\?/)
  })

  it('retries while CloudFront is unavailable', async () => {
    const { code, output } = await run('--faults', 'CreateInvalidation=503*9', '--speed', '25')
    expect(code).to.equal(0)
    expect(output.match(/cloudfront CreateInvalidation → 503 ServiceUnavailable/g)).to.have.length(9)
    expect(output)
      .to.match(/pause +\d+\.\d{3} s/)
      .and.match(/CreateInvalidation → 201/)
      .and.include('25 times as fast')
  })

  it('continues a job that waits for completion', async () => {
    const parameters = '{"distributionId": "E1", "items": ["/*"], "waitForCompletion": true}'
    const { code, output } = await run('--user-parameters', parameters, '--completion', '50s', '--speed', '25')
    expect(code).to.equal(0)
    expect(output).to.match(/continue +0 %: 0 of 1 /)
    expect(output)
      .to.match(/event +CodePipeline continues with job/)
      .and.match(/Status +Completed/)
  })

  it('runs an event from a file', async () => {
    const file = join(folder, 'event.json')
    await writeFile(file, JSON.stringify(jobEvent('22222222-abcd-1111-abcd-111111abcdef', '{"distributionId": "E2", "items": ["/a"]}')))
    const { code, output } = await run('--event', file)
    expect(code).to.equal(0)
    expect(output).to.include('job 22222222-abcd-1111-abcd-111111abcdef').and.to.include('on E2')
  })

  describe('with --artifact', () => {
    const example = (name: string): string => fileURLToPath(new URL(`../../../../examples/changed/${name}`, import.meta.url))
    const changed = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', stripPrefix: 'public' }
    const compare = ['--user-parameters', JSON.stringify({ distributionId: 'E1', changed }), '--artifact', example('current')]

    it('invalidates what differs from --previous', async () => {
      const { code, output } = await run(...compare, '--previous', example('previous'))
      expect(code).to.equal(0)
      expect(output)
        .to.match(/plan +\/ {2}\/blog\/draft\.html {2}\/blog\/second-post\.html {2}\/index\.html\n/)
        .and.match(/ChangedFiles +3\n/)
    })

    it('invalidates everything without --previous', async () => {
      const { code, output } = await run(...compare)
      expect(code).to.equal(0)
      expect(output).to.include('invalidating everything: no earlier successful run to compare with')
    })

    it('reads itemsFrom, from a folder and from a ZIP file', async () => {
      const zip = join(folder, 'site.zip')
      await writeFile(zip, zipSync({ 'stale.txt': Buffer.from('/from-a-zip') }))
      const fromFolder = await run(
        '--user-parameters',
        '{"distributionId": "E1", "itemsFrom": "Build::stale.json"}',
        '--artifact',
        example('current'),
      )
      const fromZip = await run('--user-parameters', '{"distributionId": "E1", "itemsFrom": "Build::stale.txt"}', '--artifact', zip)
      expect(fromFolder.output)
        .to.match(/plan +2 items, which the log does not name\n/)
        .and.match(/Summary +2 paths \(1 wildcard\)/)
      expect(fromZip.output)
        .to.match(/plan +1 item, which the log does not name\n/)
        .and.match(/Summary +1 path on/)
    })
  })

  it('reports faults that never occurred', async () => {
    const { output } = await run('--faults', 'CreateInvalidation=503*2,AssumeRole=denied*3')
    expect(output).to.include('3 of 3 faults for AssumeRole never occurred')
    expect(output).not.to.include('faults for CreateInvalidation')
  })

  it('prints each line as it happens', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', start, '--faults', 'CreateInvalidation=hang*99', '--speed', '1'], {
      timeout: 15_000,
    })
    try {
      const printed: string[] = []
      for await (const line of createInterface({ input: child.stdout })) {
        printed.push(line)
        if (/ plan +\/\*/.test(line)) break
      }
      expect(printed.join('\n')).to.match(/event +job /)
      expect(child.exitCode).to.equal(null)
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('ends without a stack trace when its reader has read enough', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', start, '--s3'], { timeout: 60_000 })
    child.stdout.once('data', () => child.stdout.destroy())
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect({ errors, code }).to.deep.equal({ errors: '', code: 1 })
  })

  it('reports that an event without a job gets no result', async () => {
    const file = join(folder, 's3.json')
    await writeFile(file, '{"Records": []}')
    const { code, output } = await run('--event', file)
    expect(code).to.equal(1)
    expect(output).to.match(/(The invocation failed\. .*not a CodePipeline job.*\n){3}No result\./)
  })

  describe('with --s3', () => {
    for (const [shape, route] of [
      ['direct', 'directly from S3'],
      ['sns', 'via SNS'],
      ['eventbridge', 'via EventBridge'],
    ] as const) {
      it(`processes the events of a deploy ${route}`, async () => {
        const { code, output } = await run('--s3', '--shape', shape)
        expect(code).to.equal(0)
        expect(output).to.match(new RegExp(`deploy +369 puts and 12 deletes in my-site\\n +38\\d messages to the queue, ${route}\\n`))
        expect(output).to.match(
          /batch +38\d messages\n(?:.*rejected.*\n)?.*plan +\/.*\n +on CLOUDFRONTDISTID\n.*call +cloudfront CreateInvalidation → 201/,
        )
        expect(output.match(/CreateInvalidation/g)).to.have.length(1)
        expect(output)
          .to.match(/rejected +1 message: \w/)
          .and.to.match(/returned +1 message, visible again in 11 minutes\n/)
        expect(output).to.match(/moved +1 message to the dead-letter queue after 5 deliveries/)
        expect(output).to.match(/No message was lost\. .* only the stray message: \{"hello"/)
        expect(output).to.match(
          /With batching +1 invalidation, (\d\d|100) paths .*; list price \$0\.\d{3}\n +Without batching +381 invalidations, 381 paths; list price \$1\.905/,
        )
      })
    }

    it('redelivers messages that failed while CloudFront was unavailable', async () => {
      const { code, output } = await run('--s3', '--faults', 'CreateInvalidation=hang*8', '--speed', '25')
      expect(code).to.equal(0)
      expect(output)
        .to.match(/returned +38\d messages, visible again in 11 minutes\n/)
        .and.to.match(/batch +38\d messages \(delivery 2 of 5\)\n/)
      expect(output)
        .to.match(/CreateInvalidation → 201/)
        .and.to.include('No message was lost.')
    })

    it('deploys to the bucket and the folder of --origins', async () => {
      const origins = '[{"bucket": "blog", "distributionId": "E7", "originPath": "/live", "include": ["index.html"], "indexDocuments": []}]'
      const { code, output } = await run('--s3', '--origins', origins)
      expect(code).to.equal(0)
      expect(output)
        .to.match(/plan +\/blog\/index\.html {2}\/index\.html\n +on E7\n/)
        .and.to.match(/With batching +1 invalidation, 2 paths; list price \$0\.010/)
    })

    it("shows the function's message for invalid origins, and fails", async () => {
      const { code, output } = await run('--s3', '--origins', '[{"bucket": "blog", "distributionID": "E7"}]')
      expect(code).to.equal(1)
      expect(output)
        .to.match(/distributionID.*distributionId/)
        .and.to.match(/383 of 384 messages were not processed/)
    })
  })

  it('rejects an invalid option', async () => {
    const { code, output } = await run('--speed', '0')
    expect(code).to.equal(2)
    expect(output).to.match(/Invalid speed "0".*\n\n.*npm start -- --help/)
  })

  it('prints its options with --help', async () => {
    const { code, output } = await run('--help')
    expect(code).to.equal(0)
    expect(output).to.include(usage)
  })
})
