import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import type { LocalAws } from '../../../../local/aws/server.ts'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { githubCommands, githubOutputs } from '../../../support/oracles/ci-agents.ts'
import { actionProcess, scratchPerSuite } from '../../../support/worlds/cli.ts'
import { localAwsPerTest } from '../../../support/worlds/local-aws.ts'

describe('The GitHub Action', () => {
  const start = localAwsPerTest({ distributionIds: ['E1', 'E2'] })
  const scratch = scratchPerSuite()

  const fileOf = (name: string): string => (existsSync(scratch.path(name)) ? readFileSync(scratch.path(name), 'utf8') : '')

  /** Runs the action with these inputs. Its files are empty before. */
  const run = async (aws: LocalAws, inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) => {
    for (const name of ['output', 'summary']) rmSync(scratch.path(name), { force: true })
    const { code, stdout, stderr } = await actionProcess({
      AWS_ENDPOINT_URL: aws.endpoint,
      GITHUB_OUTPUT: scratch.path('output'),
      GITHUB_STEP_SUMMARY: scratch.path('summary'),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...environment,
    })
    return {
      code,
      stdout,
      commands: [...githubCommands(stdout), ...githubCommands(stderr)],
      outputs: githubOutputs(fileOf('output')),
      summary: fileOf('summary'),
    }
  }

  const itemsSentTo = (aws: LocalAws): ReadonlyArray<string> => aws.cloudfront.invalidations().flatMap(({ items }) => items)

  it('invalidates, and reports by an annotation, outputs and a summary', async () => {
    const aws = await start()
    const text = '2 paths (1 wildcard) on E1; list price $0.010; invalidation ILOCAL00000001 in progress'
    expect(await run(aws, { distribution: 'E1', items: '/index.html\n/img/*\n' })).to.deep.equal({
      code: exitCodes.success,
      stdout: `${text}\n`,
      commands: [{ info: 'notice title=Invalidation', data: text }],
      outputs: { 'invalidation-id': 'ILOCAL00000001', 'distribution-id': 'E1', 'path-count': '2', status: 'InProgress' },
      summary: [
        '### Invalidation\n\n',
        '2 paths (1 wildcard) on E1; list price \\$0.010; invalidation ILOCAL00000001 in progress\n\n\n',
        '- [ILOCAL00000001](https://console.aws.amazon.com/cloudfront/v4/home#/distributions/E1/invalidations/details/ILOCAL00000001)\n',
      ].join(''),
    })
    expect(itemsSentTo(aws)).to.deep.equal(['/img/*', '/index.html'])
  })

  it('invalidates what changed, on each distribution', async () => {
    const aws = await start()
    const changed = [scratch.directory('old', { 'a.html': '1', 'b.html': '1' }), scratch.zip('new.zip', { 'a.html': '2', 'b.html': '1' })]
    const { code, outputs } = await run(aws, { distribution: 'E1\nE2', changed: changed.join('\n') })
    expect(code).to.equal(exitCodes.success)
    expect(outputs).to.deep.equal({
      'invalidation-id': 'ILOCAL00000001,ILOCAL00000002',
      'distribution-id': 'E1,E2',
      'path-count': '2',
      status: 'InProgress',
      'changed-files': '1',
      'unchanged-flushed': '0',
    })
    expect(itemsSentTo(aws)).to.deep.equal(['/a.html', '/a.html'])
  })

  it('does not invalidate everything, whatever the cause', async () => {
    const aws = await start()
    writeFileSync(scratch.path('items'), '/a\n/*\n')
    const changed = [scratch.directory('before', { a: '1', b: '1' }), scratch.directory('after', { a: '2', b: '2' })].join('\n')
    for (const inputs of [{ items: '/*' }, { items: '*' }, { 'paths-from': scratch.path('items') }, { changed, 'max-paths': '1' }]) {
      const { code, commands, outputs } = await run(aws, { distribution: 'E1', ...inputs })
      expect({ code, outputs }, JSON.stringify(inputs)).to.deep.equal({
        code: exitCodes.configuration,
        outputs: { 'invalidation-id': '', status: 'Failed' },
      })
      expect(commands[0]?.data).to.match(
        /^This would invalidate everything \(\/\*\)(?:: 2 items do not fit into max-paths 1 otherwise)?\. .*set allow-everything to true\.$/,
      )
    }
    expect(aws.calls()).to.deep.equal([])
  })

  it('does not invalidate everything instead of a path that CloudFront refuses, unless that is allowed', async () => {
    for (const [allowed, sent] of [
      ['false', []],
      ['true', ['/*']],
    ] as const) {
      const aws = await start()
      aws.faults.schedule('CreateInvalidation', { kind: 'error', status: 400, code: 'InvalidArgument' })
      const { code } = await run(aws, { distribution: 'E1', items: '/!a', 'allow-everything': allowed })
      expect(code === exitCodes.success).to.equal(allowed === 'true')
      expect(itemsSentTo(aws)).to.deep.equal(sent)
    }
  })

  it('invalidates everything if that is allowed', async () => {
    const aws = await start()
    expect(await run(aws, { distribution: 'E1', items: '/*', 'allow-everything': 'true' })).to.deep.include({ code: exitCodes.success })
    expect(itemsSentTo(aws)).to.deep.equal(['/*'])
  })

  it('fails without a distribution and without anything to invalidate, since GitHub requires no input', async () => {
    const aws = await start()
    const { code, commands } = await run(aws, {})
    expect(code).to.equal(exitCodes.usage)
    expect(commands[0]?.data).to.equal(
      'Invalid inputs:\n- distribution: missing; expected a distribution id\n- items: missing; give at least one of items, paths-from, changed',
    )
    expect(aws.calls()).to.deep.equal([])
  })

  for (const [inputs, expected] of [
    [{ items: '/a', changed: 'old' }, '- changed: takes two lines: OLD and NEW'],
    [{ items: '/a', include: '*.html' }, '- include: requires changed'],
    [{ items: '/a', zone: 'x' }, '- zone: requires the cdn cloudflare'],
    [{ items: '/a', 'max-paths': 'x' }, '- max-paths: expected a whole number, got "x"'],
    [{ items: 'http://[', timeout: '0' }, '- items: "http://["'],
    [{ items: '#a\n#b', 'max-paths': '1' }, 'Use a max-paths of at least 2, or fewer items'],
    [{ items: '/*' }, 'To allow it, set allow-everything to true.'],
    [{ changed: 'src\nsrc', exclude: '**' }, 'No file in src or src matches strip-prefix, include and exclude.'],
    [{ items: '/--wait "--wait"', cdn: '--wait' }, 'cdn: "--wait" is not a CDN'],
    [
      { cdn: 'fastly', service: 'SU1Z0isxPaozGVKXdv0eY', host: 'a.example', items: '/img/*' },
      'what the inputs ask for:\n- items: Fastly has',
    ],
  ] as const) {
    it(`names inputs, not options, if it fails with ${JSON.stringify(inputs)}`, async () => {
      const { code, commands, stdout } = await run(await start(), { distribution: 'cdn' in inputs ? '' : 'E1', ...inputs })
      expect({ failed: code !== exitCodes.success, stdout }).to.deep.equal({ failed: true, stdout: '' })
      expect(commands.map(({ data }) => data).join('\n'))
        .to.include(expected)
        .and.not.match(/command line|option|ITEM|(?<!")--(?!")/)
    })
  }

  it('says how a workflow gets credentials, if there are none', async () => {
    const { code, commands } = await run(await start(), { distribution: 'E1', items: '/a' }, { AWS_ACCESS_KEY_ID: '' })
    expect(code).to.equal(exitCodes.configuration)
    expect(commands[0]?.data).to.match(
      /^No AWS credentials: .*\. Run aws-actions\/configure-aws-credentials in an earlier step, or set AWS_ACCESS_KEY_ID and /,
    )
  })

  it('names inputs in the result, too, wherever it is shown', async () => {
    const aws = await start()
    const { stdout, commands, summary } = await run(aws, { distribution: 'E1', items: '/a/1\n/a/2', 'max-paths': '1' })
    expect(stdout).to.include('2 items widened to "/a/*" to keep to max-paths 1; ')
    expect(commands.map(({ data }) => data)).to.deep.equal([stdout.trimEnd()])
    expect(summary).to.include('to keep to max-paths 1; ')
  })

  it('prints no command from a path or a text of CloudFront', async () => {
    const aws = await start()
    const body = '::set-output name=status::Completed\r\n##[add-path]/evil ##vso[task.complete result=Failed;]'
    aws.faults.schedule('CreateInvalidation', { kind: 'error', status: 400, code: '::stop-commands::x', message: body })
    const hostile = '/::error::x\n/##[error]y\n/%0A::error::z\n::add-mask::q\n/a|b`c'
    const { code, commands, outputs, summary, stdout } = await run(aws, { distribution: 'E1', items: hostile })
    expect(code).to.equal(exitCodes.failed)
    expect(commands).to.have.length(1)
    expect(commands[0]?.info).to.equal('error title=Invalidation failed')
    expect(commands[0]?.data).to.include('::stop-commands::x')
    expect(outputs).to.deep.equal({ 'invalidation-id': '', status: 'Failed' })
    expect(githubCommands(`${stdout}${summary}`)).to.deep.equal([])
  })

  it('shows a plan in the summary, without credentials', async () => {
    const aws = await start()
    const { code, commands, outputs, summary } = await run(aws, { command: 'plan', items: '/a\n/##[x]|y' }, { AWS_ACCESS_KEY_ID: '' })
    expect({ code, commands, outputs }).to.deep.equal({ code: exitCodes.success, commands: [], outputs: {} })
    expect(summary).to.match(/^### CloudFront invalidation\n\n2 paths; taken literally: .* list price \\\$0\.010\n\n\| item /)
    expect(aws.calls()).to.deep.equal([])
  })
})
