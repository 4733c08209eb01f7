import { expect } from 'chai'
import fc from 'fast-check'
import { reporterNames } from '../../../../src/adapters/ci/systems.ts'
import { readArguments } from '../../../../src/adapters/console/arguments.ts'
import { type CommandName, cdnNames, formats, options } from '../../../../src/adapters/console/options.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const issuesOf = (...args: ReadonlyArray<string>): ReadonlyArray<string> =>
  leftOf(readArguments(args)).issues.map(({ at, problem }) => `${at}: ${problem}`)

const commandOf = (...args: ReadonlyArray<string>) => {
  const request = rightOf(readArguments(args))
  if (request._tag !== 'Command') throw new Error(request._tag)
  return request
}

describe('readArguments', () => {
  it('reads a command, its items and its options', () => {
    const args = ['invalidate', '/a', '--distribution', 'E1', '/b', '--distribution=E2', '--wait', '--output', 'json', '--', '--c']
    const { command, positionals, values, format } = commandOf(...args)
    expect({ command, positionals, values: [...values], format }).to.deep.equal({
      command: 'invalidate',
      positionals: ['/a', '/b', '--c'],
      values: [
        ['distribution', ['E1', 'E2']],
        ['wait', []],
        ['output', ['json']],
      ],
      format: 'json',
    })
  })

  it('reads both values of a pair, wherever it is', () => {
    for (const args of [
      ['plan', '--changed', 'old', 'new', '/a'],
      ['plan', '/a', '--changed', 'old', 'new'],
      ['--changed', 'old', 'new', 'plan', '/a'],
      ['plan', '--changed=old', '--changed=new', '/a'],
    ]) {
      const { positionals, values } = commandOf(...args)
      expect({ positionals, changed: values.get('changed') }, args.join(' ')).to.deep.equal({
        positionals: ['/a'],
        changed: ['old', 'new'],
      })
    }
  })

  it('takes what follows -- as it is', () => {
    expect(commandOf('plan', '--', '--changed', 'old', 'new').positionals).to.deep.equal(['--changed', 'old', 'new'])
    expect(issuesOf('plan', '--changed', '--', 'new')).to.include('--changed: missing value; expected OLD NEW')
    expect(issuesOf('plan', '--changed', 'old', '--', 'new')).to.deep.equal(['--changed: takes two values: OLD NEW'])
  })

  it('takes - as the value of an option', () => {
    expect(commandOf('plan', '--paths-from', '-').values.get('paths-from')).to.deep.equal(['-'])
  })

  it('takes a value that starts with a dash only after =', () => {
    expect(commandOf('plan', '--strip-prefix=-x', '--changed', 'a', 'b').values.get('strip-prefix')).to.deep.equal(['-x'])
    expect(issuesOf('plan', '--max-paths', '--protect')).to.include('--max-paths: missing value; expected N')
  })

  it('asks for help and version', () => {
    expect(rightOf(readArguments(['--help']))).to.deep.equal({ _tag: 'Help', command: undefined })
    expect(rightOf(readArguments(['-h']))).to.deep.equal({ _tag: 'Help', command: undefined })
    for (const args of [['--version'], ['plan', '--version'], ['--version', 'plan', '/a'], ['--version', '--help']])
      expect(rightOf(readArguments(args)), args.join(' ')).to.deep.equal({ _tag: 'Version' })
    expect(rightOf(readArguments(['plan', '--', '--version'])))
      .to.have.property('positionals')
      .that.deep.equals(['--version'])
    expect(rightOf(readArguments(['plan', '--unknown', '--help']))).to.deep.equal({ _tag: 'Help', command: 'plan' })
  })

  it('suggests a command', () => {
    expect(issuesOf()).to.deep.equal(['COMMAND: missing; expected invalidate, plan, status'])
    expect(issuesOf('--wait')).to.deep.equal(['COMMAND: missing; expected invalidate, plan, status'])
    expect(issuesOf('invaldate', '/a')).to.deep.equal(['"invaldate": unknown command; did you mean invalidate?'])
    for (const args of [
      ['--output', 'json'],
      ['invaldate', '/a', '--output=json'],
    ])
      expect(leftOf(readArguments(args)), args.join(' ')).to.include({ format: 'json' })
    expect(issuesOf('constructor')).to.have.length(1)
  })

  it('lists all issues', () => {
    expect(issuesOf('plan', '--distributions', 'E1', '--wait', '--max-paths', '1', '--max-paths=2', '--include', 'x')).to.deep.equal([
      '"--distributions": unknown option; did you mean --distribution?',
      '--wait: not an option of plan',
      '--max-paths: given more than once',
      '--include: requires --changed',
    ])
    expect(issuesOf('invalidate', '--wait=yes', '--changed', 'old', '--timeout')).to.deep.equal([
      '--wait: takes no value',
      '--timeout: missing value; expected MINUTES',
      '--changed: takes two values: OLD NEW',
    ])
    expect(issuesOf('invalidate', '--changed')).to.deep.equal(['--changed: missing value; expected OLD NEW'])
    expect(issuesOf('invalidate', '--wait', '--wait')).to.deep.equal(['--wait: given more than once'])
  })

  it('quotes at most 40 characters of an option', () => {
    expect(issuesOf('plan', `--${'x'.repeat(200)}`)[0]).to.have.length.below(120)
  })

  it('accepts the formats of each command', () => {
    for (const [command, known] of Object.entries(formats) as ReadonlyArray<[CommandName, ReadonlyArray<string>]>) {
      expect(commandOf(command).format).to.equal('text')
      for (const format of known) expect(commandOf(command, '--output', format).format).to.equal(format)
    }
    expect(issuesOf('plan', '--output', 'ids')).to.deep.equal([
      '--output: "ids" is not a format of plan; choose one of text, json, markdown',
    ])
  })

  it('accepts the CDNs, and for each only its options', () => {
    expect(commandOf('plan').cdn).to.equal('cloudfront')
    for (const cdn of cdnNames) expect(commandOf('plan', '--cdn', cdn).cdn).to.equal(cdn)
    expect(issuesOf('plan', '--cdn', 'constructor')).to.deep.equal([
      '--cdn: "constructor" is not a CDN; choose one of cloudfront, cloudflare, fastly',
    ])
    expect(issuesOf('plan', '--zone', 'x', '--service', 'y', '--host', 'z')).to.deep.equal([
      '--zone: requires --cdn cloudflare',
      '--service: requires --cdn fastly',
      '--host: requires --cdn cloudflare or fastly',
    ])
    expect(issuesOf('invalidate', '--cdn', 'cloudflare', '--distribution', 'E1', '--profile', 'x')).to.deep.equal([
      '--distribution: requires --cdn cloudfront',
      '--profile: requires --cdn cloudfront',
    ])
  })

  it('accepts the reporters', () => {
    expect(commandOf('plan').reporter).to.equal('auto')
    for (const name of reporterNames) expect(commandOf('invalidate', '--reporter', name).reporter).to.equal(name)
    expect(issuesOf('plan', '--reporter', 'jenkins')).to.deep.equal([
      '--reporter: "jenkins" is not a reporter; choose one of auto, console, github, gitlab, azure',
    ])
    expect(leftOf(readArguments(['plan', '--wait', '--reporter', 'console'])).reporter).to.equal('console')
    expect(leftOf(readArguments(['plan', '--reporter', 'no'])).reporter).to.equal('auto')
  })

  it('reports issues in the format that was asked for', () => {
    expect(leftOf(readArguments(['plan', '--wait', '--output', 'json']))).to.include({ command: 'plan', format: 'json' })
    expect(leftOf(readArguments(['plan', '--wait', '--output', 'no']))).to.include({ command: 'plan', format: 'text' })
    for (const args of [
      ['--output', 'json'],
      ['no', '/a', '--output=json'],
    ])
      expect(leftOf(readArguments(args)), args.join(' ')).to.include({ command: undefined, format: 'json' })
    expect(leftOf(readArguments(['no', '--output', 'ids']))).to.include({ command: undefined, format: 'text' })
  })

  it('never throws', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('plan', 'invalidate', 'status', '--', ...options.map(({ name }) => `--${name}`)))
    fc.assert(
      fc.property(fc.array(word), args => {
        expect(readArguments(args)).to.have.property('_tag')
      }),
    )
  })
})
