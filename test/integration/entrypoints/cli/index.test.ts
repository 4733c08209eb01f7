import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { startLocalAws } from '../../../../local/aws/server.ts'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { cliBundle } from '../../../support/worlds/bundle.ts'
import { cliEnvironment, cliInTerminal, cliProcess, hasTerminal, onAws, onceShown } from '../../../support/worlds/cli.ts'
import { localAwsPerTest } from '../../../support/worlds/local-aws.ts'

const runCliOn = onAws(cliProcess)

describe('The process cloudfront-invalidator', () => {
  const start = localAwsPerTest({ distributionIds: ['E1'] })

  for (const [signal, code] of [
    ['SIGINT', exitCodes.interrupted],
    ['SIGTERM', exitCodes.terminated],
  ] as const) {
    it(`prints what was created when it gets ${signal}`, async () => {
      const aws = await startLocalAws({ completion: 'never' })
      try {
        const run = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', '--wait', '--output', 'ids'], {
          onStart: child => {
            onceShown(child, 'Created', () => child.kill(signal))
          },
        })
        expect(run).to.include({ code, stdout: 'ILOCAL00000001\n' })
        expect(run.stderr).to.match(/Interrupted\. Created before: ILOCAL00000001 on E1 \(1 item\)\.\n$/)
      } finally {
        await aws.close()
      }
    })
  }

  it('says that a request was being sent when it is interrupted', async () => {
    const aws = await start()
    aws.faults.schedule('CreateInvalidation', { kind: 'hang' })
    const running = runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1'], {
      onStart: child => {
        onceShown(child, 'Sending', () => child.kill('SIGINT'))
      },
    })
    const { code, stderr } = await running
    expect(code).to.equal(exitCodes.interrupted)
    expect(stderr).to.match(/Interrupted\. Nothing was created\. A request was being sent; one more invalidation may exist\.\n$/)
  })

  it('does its job, even if the reader of its progress is gone', async () => {
    const aws = await start()
    const args = [cliBundle, 'invalidate', '/*', '--distribution', 'E1', '--output', 'ids', '--endpoint-url', aws.endpoint]
    const child = spawn(process.execPath, args, { env: cliEnvironment })
    child.stderr.destroy()
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: 'ILOCAL00000001\n' })
  })

  it('says that its result cannot be written, except to a reader that has read enough', async function () {
    if (!existsSync('/dev/full')) this.skip()
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [cliBundle, 'plan', '/a'], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' })
    expect({ status, stderr }).to.deep.equal({
      status: exitCodes.failed,
      stderr: 'The result cannot be written to standard output: ENOSPC.\n',
    })
    const child = spawn(process.execPath, [cliBundle, 'plan', '/a'])
    child.stdout.destroy()
    const [printed, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect({ code, printed }).to.deep.equal({ code: exitCodes.failed, printed: '' })
  })

  it('rewrites one line in a terminal', async function () {
    if (!hasTerminal) this.skip()
    const { code, stdout } = await onAws(cliInTerminal)(await start(), ['invalidate', '/*', '--distribution', 'E1'])
    expect(code).to.equal(exitCodes.success)
    const clear = '\r\u001b[2K'
    const [first, sending, created, result] = stdout.split(clear)
    expect([first, sending, created].map(text => text?.replace(/^\d+ s/, 'N s'))).to.deep.equal([
      '',
      'N s  Sending 1 item to E1',
      'N s  Created ILOCAL00000001 on E1: 1 item',
    ])
    expect(result).to.match(/^1 path .* in progress\r\n$/)
  })

  it('prints plain lines in a terminal of a CI system', async function () {
    if (!hasTerminal) this.skip()
    const { stdout } = await onAws(cliInTerminal)(await start(), ['invalidate', '/*', '--distribution', 'E1'], {
      environment: { CI: 'true' },
    })
    expect(stdout).to.match(/^Sending 1 item to E1\r\nCreated ILOCAL00000001 on E1: 1 item\r\n1 path .* in progress\r\n$/)
  })

  it('plans without loading what calls a CDN', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cli-'))
    try {
      for (const file of ['index.mjs', 'main.cjs', 'commands.cjs']) copyFileSync(join(dirname(cliBundle), file), join(folder, file))
      for (const args of [
        ['plan', '/a'],
        ['invalidate', '/a', '--distribution', 'E1', '--dry-run'],
      ]) {
        const { status, stderr } = spawnSync(process.execPath, [join(folder, 'index.mjs'), ...args], { encoding: 'utf8' })
        expect({ status, stderr }, args[0]).to.deep.equal({ status: exitCodes.success, stderr: '' })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('shows its version', async () => {
    const { code, stdout, stderr } = await cliProcess(['--version'])
    expect({ code, stderr }).to.deep.equal({ code: exitCodes.success, stderr: '' })
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/)
  })
})
