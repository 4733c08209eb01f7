import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { readArguments } from '../../../../src/adapters/console/arguments.ts'
import { callOptionsOf } from '../../../../src/adapters/console/call-options.ts'
import { readJobCommand, readStatusCommand } from '../../../../src/adapters/console/read-command.ts'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import { readJobSpec } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const commandOf = (args: ReadonlyArray<string>) => {
  const request = rightOf(readArguments(args))
  if (request._tag !== 'Command') throw new Error(request._tag)
  return request
}

const job = (...args: ReadonlyArray<string>) => rightOf(readJobCommand(cdnCapabilities)(commandOf(args)))
const issuesOf = (...args: ReadonlyArray<string>): ReadonlyArray<string> =>
  leftOf(readJobCommand(cdnCapabilities)(commandOf(args))).map(({ at, problem }) => `${at}: ${problem}`)

const status = (...args: ReadonlyArray<string>) => readStatusCommand(cdnCapabilities)(commandOf(['status', ...args]))
const statusIssues = (...args: ReadonlyArray<string>): ReadonlyArray<string> =>
  leftOf(status(...args)).map(({ at, problem }) => `${at}: ${problem}`)

describe('readJobCommand', () => {
  it('reads the same specification as the parameters of a pipeline', () => {
    const args = ['/a', 'b c', '#tag', '--distribution', 'E1', '--distribution', 'E2', '--max-paths', '7', '--wait', '--timeout', '9']
    const role = ['--role-arn', 'arn:aws:iam::111111111111:role/r', '--external-id', 'x1', '--dry-run']
    const parameters = {
      distributionId: ['E1', 'E2'],
      items: ['/a', 'b c', '#tag'],
      maxPaths: 7,
      waitForCompletion: true,
      timeoutMinutes: 9,
      roleArn: 'arn:aws:iam::111111111111:role/r',
      externalId: 'x1',
      dryRun: true,
    }
    expect(job('invalidate', ...args, ...role).spec).to.deep.equal(rightOf(readJobSpec(JSON.stringify(parameters))))
  })

  it('has the defaults of a pipeline', () => {
    const parameters = { distributionId: 'E1', items: ['/*'] }
    expect(job('invalidate', '/*', '--distribution', 'E1')).to.deep.equal({
      spec: rightOf(readJobSpec(JSON.stringify(parameters))),
      pathsFrom: undefined,
      sites: undefined,
      hasTarget: true,
    })
  })

  it('reads the rules of a comparison', () => {
    const rules = ['--strip-prefix', 'dist', '--include', '*.html', '--include', 'a/', '--exclude', 'b', '--protect', '/c/*']
    const { spec, sites } = job('invalidate', '--distribution', 'E1', '--changed', 'old', 'new.zip', ...rules)
    expect(sites).to.deep.equal({ before: 'old', after: 'new.zip' })
    expect(spec.items).to.deep.equal([])
    expect(spec.changed).to.include({ stripPrefix: 'dist/', addPrefix: '/', queryStrings: false, added: true })
    expect(spec.changed).to.deep.include({ include: ['*.html', 'a/'], exclude: ['b'], protect: ['/c/*'], indexDocuments: ['index.html'] })
  })

  it('names the file with more items, whose items the log does not show', () => {
    const { pathsFrom, spec } = job('invalidate', '--distribution', 'E1', '--paths-from', '/tmp/x')
    expect(pathsFrom).to.equal('/tmp/x')
    expect(spec.itemsFrom).to.not.equal(undefined)
  })

  it('allows everything unless it is refused', () => {
    expect(job('plan', '/*').spec.allowsEverything).to.equal(true)
    expect(job('plan', '/*', '--refuse-everything').spec.allowsEverything).to.equal(false)
  })

  it('needs no distribution for a plan', () => {
    expect(job('plan', '/a')).to.include({ hasTarget: false })
    expect(job('plan', '/a', '--distribution', 'E1')).to.include({ hasTarget: true })
    expect(job('plan', '/a', '--distribution', 'E1').spec.targetIds).to.deep.equal(['E1'])
    expect(issuesOf('invalidate', '/a')).to.deep.equal(['--distribution: missing; expected a distribution id'])
  })

  it('lists all issues under the names of the options', () => {
    expect(
      issuesOf(
        ...['invalidate', '/a', '/b*c', '--distribution', 'E1', '--distribution', 'e2', '--max-paths', 'ten', '--timeout', '1441'],
        ...['--external-id', 'x1', '--endpoint-url', 'localhost:80', '--changed', 'a', 'b', '--include', '!x', '--protect', '#t'],
        ...['--strip-prefix', 'a*'],
      ),
    ).to.deep.equal([
      '--max-paths: expected a whole number, got "ten"',
      '--endpoint-url: "localhost:80" is not a URL; one looks like http://127.0.0.1:4566',
      '--distribution: "e2" is not a distribution id; one looks like E2QWRUHAPOMQZL, or dt_2wjDZi3hD1ivOXf6rpZJO1AB for a tenant (not a domain name, not an ARN)',
      'ITEM: "/b*c" has a * before its end; a wildcard has its * at the end; try "/b*"',
      '--strip-prefix: "a*" is a pattern; expected a folder',
      '--protect: "#t" is a tag; only paths can be protected',
      '--include: "!x" starts with !; list what must not match in --exclude',
      '--timeout: expected an integer from 1 to 1440, got 1441',
      '--external-id: requires --role-arn',
    ])
  })

  it('rejects what a variable that is not set leaves empty', () => {
    for (const name of ['paths-from', 'profile', 'region'])
      expect(issuesOf('invalidate', '/a', '--distribution', 'E1', `--${name}`, '')).to.deep.equal([`--${name}: is empty`])
    expect(issuesOf('plan', '--changed', '', 'new')).to.deep.equal(['--changed: is empty'])
    expect(job('plan', '--changed', 'old', 'new', '--strip-prefix', '').spec.changed?.stripPrefix).to.equal('')
  })

  it('lists an issue of its own even if there is no other', () => {
    expect(issuesOf('plan', '/a', '--max-paths', '1e3')).to.deep.equal(['--max-paths: expected a whole number, got "1e3"'])
    expect(issuesOf('invalidate', '/a', '--distribution', 'E1', '--endpoint-url', 'ftp://x')).to.have.length(1)
    expect(issuesOf('invalidate', '/a', '--distribution', 'E1', '--endpoint-url', 'http://a b')).to.have.length(1)
    expect(issuesOf('plan', '/a', '--max-paths', '1'.repeat(16))).to.have.length(1)
  })

  it('accepts --again-after only for a CDN that carries out repeated requests', () => {
    const repeatable = { ...cdnCapabilities, name: 'Repeater', idempotentByReference: false }
    const problemsOn = (cdn: CdnCapabilities, seconds: string): ReadonlyArray<string> => {
      const read = readJobCommand(cdn)(commandOf(['invalidate', '/a', '--distribution', 'E1', '--again-after', seconds]))
      return E.isLeft(read) ? read.left.map(({ at, problem }) => `${at}: ${problem}`) : []
    }
    for (const seconds of ['1', '30', '3600']) expect(problemsOn(repeatable, seconds)).to.deep.equal([])
    for (const seconds of ['0', '3601'])
      expect(problemsOn(repeatable, seconds)).to.deep.equal([`--again-after: expected 1 to 3600 seconds, got ${seconds}`])
    for (const seconds of ['soon', '1e3', '1.5'])
      expect(problemsOn(repeatable, seconds)).to.deep.equal([`--again-after: expected a whole number, got "${seconds}"`])
    expect(problemsOn(cdnCapabilities, '2')).to.deep.equal([
      '--again-after: has no effect with CloudFront, which ignores repeated requests',
    ])
  })

  it('wants something to invalidate', () => {
    expect(issuesOf('plan')).to.deep.equal(['ITEM: missing; give at least one of ITEM, --paths-from, --changed'])
  })

  it('reads or rejects any item as a pipeline does', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const here = readJobCommand(cdnCapabilities)(commandOf(['invalidate', '--distribution', 'E1', '--', text]))
        // CodePipeline's variables have no meaning here.
        if (/#\{/.test(text)) return
        const there = readJobSpec(JSON.stringify({ distributionId: 'E1', items: [text] }))
        expect(E.isRight(here)).to.equal(E.isRight(there))
        if (E.isRight(here) && E.isRight(there)) expect(here.right.spec.items).to.deep.equal(there.right.items)
      }),
    )
  })
})

describe('callOptionsOf', () => {
  it('returns what is given', () => {
    const { values } = commandOf(['invalidate', '--profile', 'p', '--region', 'r', '--endpoint-url', 'http://x', '--again-after', '30'])
    expect(callOptionsOf(values)).to.deep.equal({
      profile: 'p',
      region: 'r',
      endpoint: 'http://x',
      againAfter: 30_000,
    })
    expect(callOptionsOf(commandOf(['plan']).values)).to.deep.equal({
      profile: undefined,
      region: undefined,
      endpoint: undefined,
      againAfter: undefined,
    })
  })
})

describe('readStatusCommand', () => {
  it('reads an id and a distribution', () => {
    expect(rightOf(status('I1', '--distribution', 'E1'))).to.deep.equal({ targetId: 'E1', invalidationId: 'I1', credentials: undefined })
    const principal = 'arn:aws:iam::111111111111:role/r'
    expect(rightOf(status('I1', '--distribution', 'E1', '--role-arn', principal))).to.deep.include({
      credentials: { principal, qualifier: undefined },
    })
  })

  it('lists all issues', () => {
    expect(statusIssues()).to.deep.equal([
      'INVALIDATION_ID: missing; one looks like I1JLWSDAP8FU89',
      '--distribution: missing; expected a distribution id',
    ])
    expect(statusIssues('I1', 'I2', '--distribution', 'E1', '--distribution', 'E2')).to.deep.equal([
      'INVALIDATION_ID: give exactly one',
      '--distribution: give exactly one',
    ])
    expect(statusIssues('/a', '--distribution', 'E1')).to.deep.equal(['INVALIDATION_ID: "/a" is not the id of an invalidation'])
    expect(statusIssues('I'.repeat(65), '--distribution', 'E1')).to.have.length(1)
  })
})
