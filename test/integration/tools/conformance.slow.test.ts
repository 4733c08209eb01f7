import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type LocalAws, startLocalAws } from '../../../local/aws/server.ts'
import { type Account, type Behaviour, startAccount } from '../../support/conformance/account.ts'

const script = fileURLToPath(new URL('../../../tools/conformance/main.ts', import.meta.url))

interface Run {
  readonly code: number | null
  readonly output: string
}

describe('npm run conformance', function () {
  this.timeout(60_000)
  let folder: string
  let aws: LocalAws
  let account: Account

  const start = async (behaviour: Behaviour = {}, options: Parameters<typeof startLocalAws>[0] = {}): Promise<void> => {
    aws = await startLocalAws({ completion: { checks: 1 }, ...options })
    account = await startAccount(aws, behaviour)
  }

  const launch = (...args: ReadonlyArray<string>): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', script, '--pace', '0.01', ...args, '--out', out(), '--state', state()], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: account.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  const ended = async (child: ChildProcess): Promise<Run> => {
    const code = new Promise<number | null>(resolve => child.once('exit', resolve))
    const [stdout, stderr] = await Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : ''])
    return { code: await code, output: stdout + stderr }
  }

  const run = (...args: ReadonlyArray<string>): Promise<Run> => ended(launch(...args))

  const out = (): string => join(folder, 'conformance.md')
  const state = (): string => join(folder, 'state.json')

  /** The cells of the table that was written: what was observed by question. */
  const observations = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readFileSync(out(), 'utf8')
        .split('\n')
        .filter(line => line.startsWith('| `'))
        .map(line => line.split(' | '))
        .map(([question = '', , , reading = '']) => [question.replaceAll(/[|` ]/g, ''), reading.replaceAll(/[*`]/g, '')]),
    )

  const table = (): string => readFileSync(out(), 'utf8')

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  })

  afterEach(async () => {
    await account.close()
    await aws.close()
    rmSync(folder, { recursive: true })
  })

  const onEverything = (): ReadonlyArray<string> => [
    ...['--distribution', 'EDFDVBD6EXAMPLE', '--quotas', '--bucket', account.bucket, '--url', account.site],
    ...['--multi-tenant', 'EMULTITENANT1', '--pipeline', 'my-site', '--action', 'Invalidate', '--deploy'],
  ]

  const recordHistory = (): void => {
    const input = {
      resolvedConfiguration: { UserParameters: '{}' },
      inputArtifacts: [{ name: 'A', s3location: { bucket: 'b', key: 'k' } }],
    }
    for (const startTime of [1, 2, 3]) {
      const execution = { pipelineExecutionId: `p${startTime}`, stageName: 'Deploy', actionName: 'Invalidate', startTime, input }
      aws.codepipeline.record('my-site', { ...execution, status: 'Succeeded' })
    }
  }

  it('fills its table, removes what it created, and names nothing of the account', async () => {
    await start({ evicts: true, credentialsReachBucket: true }, { distributionIds: ['EDFDVBD6EXAMPLE'] })
    recordHistory()
    const { code, output } = await run(...onEverything(), '--yes')
    expect(code, output).to.equal(0)
    expect(observations()).to.deep.equal({
      identicalResend: 'same-invalidation',
      changedResend: 'already-exists',
      refusedCharacter: 'none',
      escapedApostrophe: 'accepted',
      apostropheEviction: 'evicted',
      newInvalidation: 'found',
      quotaKind: 'none',
      wildcardQuota: 'unclear',
      itemQuota: 'unclear',
      quotaError: 'not asked',
      tagsWithoutConfig: 'accepted',
      multiTenantDistribution: 'no-such-distribution',
      secondResult: 'invalid-state',
      continuationDelay: '0 s',
      delivery: 'once',
      historyOrder: 'newest-first',
      runningActions: 'listed',
      historyParameters: 'present',
      historyInputs: 'present',
      historyLag: 'none',
      otherRegion: 'not asked',
      actionCategory: 'absent',
      artifactCredentials: 'bucket',
      eventBridgeKeys: 'raw',
      afterFreeze: 'not asked',
    })
    expect(account.stacks()).to.deep.equal([])
    expect(account.objects()).to.deep.equal([])
    expect(output).to.include(table())
    expect(table()).to.include('**not AWS**')
    for (const secret of ['EDFDVBD6EXAMPLE', 'EMULTITENANT1', 'my-site', account.bucket, account.endpoint, 'ASIALOCAL', '111111111111']) {
      expect(table(), secret).to.not.include(secret)
    }
  })

  it('fills its table otherwise where the account behaves otherwise', async () => {
    const readings = {
      changedResend: 'reference-used',
      refusedCharacter: "'",
      escapedApostrophe: 'refused',
      tagsWithoutConfig: 'refused',
      secondResult: 'job-not-found',
    } as const
    await start({ eventKeysAreEncoded: true }, { distributionIds: ['E1'], readings })
    const { output } = await run('--distribution', 'E1', '--multi-tenant', 'E1', '--pipeline', 'unknown', '--deploy', '--yes')
    expect(observations(), output).to.include({
      ...readings,
      multiTenantDistribution: 'unclear',
      artifactCredentials: 'this-run',
      eventBridgeKeys: 'encoded',
      historyOrder: 'unclear',
    })
    expect(table()).to.include('your pipeline: 400 PipelineNotFoundException: Account has no pipeline with name PIPELINE |')
  })

  it('does nothing without --yes, and says what it would do and cost', async () => {
    await start()
    const { code, output } = await run(...onEverything())
    expect(code).to.equal(0)
    expect(output)
      .to.match(/It costs at most \$1\.00 at list prices/)
      .and.include('add --yes')
    expect([...aws.calls(), ...account.stacks(), ...account.objects()]).to.deep.equal([])
  })

  it('does nothing that costs more than --max-cost', async () => {
    await start()
    const { code, output } = await run('--distribution', 'E1', '--max-cost', '0.08', '--yes')
    expect(code).to.equal(2)
    expect(output).to.include('That is more than --max-cost 0.08.')
    expect(aws.calls()).to.deep.equal([])
  })

  it('explains invalid options', async () => {
    await start()
    const { code, output } = await run('--resume', join(folder, 'missing'))
    expect(code).to.equal(2)
    expect(output)
      .to.match(/Cannot read the state in .*missing: ENOENT/)
      .and.include('to see the options.')
  })

  it('asks about the reference of an earlier run', async () => {
    await start()
    await run('--distribution', 'E1', '--yes')
    const before = aws.calls().length
    const { code } = await run('--resume', state(), '--yes')
    expect(code).to.equal(0)
    expect(
      aws
        .calls()
        .slice(before)
        .map(({ operation }) => operation),
    ).to.deep.equal(['CreateInvalidation', 'CreateInvalidation'])
    expect(observations()).to.include({
      identicalResend: 'same-invalidation',
      changedResend: 'already-exists',
      newInvalidation: 'not asked',
    })
    expect(table()).to.include('after 0.0 hours')
  })

  it('removes the stack and writes what it found when it is interrupted', async () => {
    let child: ChildProcess | undefined
    // npm and tsx pass on a signal that the process has received, too.
    const interrupt = () => child?.kill('SIGINT')
    const interruptTwice = () => {
      interrupt()
      setTimeout(interrupt, 20)
    }
    await start({ onStart: interruptTwice })
    child = launch('--distribution', 'E1', '--deploy', '--yes')
    const { code, output } = await ended(child)
    expect(code, output).to.equal(1)
    expect(output).to.include('Interrupted.')
    expect(account.stacks()).to.deep.equal([])
    expect(observations()).to.include({ identicalResend: 'same-invalidation', secondResult: 'not asked' })
    expect(table()).to.include('| not asked | the run was interrupted |')
  })
})
