import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { readArguments } from '../../../../src/adapters/console/arguments.ts'
import { argumentsOf, inputs } from '../../../../src/adapters/github-actions/inputs.ts'
import { hostileText } from '../../../support/builders/announcements.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

/** The environment of an action, as the runner sets it. */
const withInputs = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))

const commandOf = (values: Readonly<Record<string, string>>) => {
  const request = rightOf(readArguments(rightOf(argumentsOf(withInputs(values)))))
  if (request._tag !== 'Command') throw new Error(request._tag)
  return request
}

describe('argumentsOf', () => {
  it('reads lists by line, without empty lines and comments', () => {
    const items = '\n/index.html\r\n  /a b \n// no\n--help\n#tag\n'
    const { command, positionals, values, reporter } = commandOf({
      items,
      distribution: 'E1\nE2\n',
      include: '*.html',
      changed: 'old\nnew',
    })
    expect({ command, positionals, reporter }).to.deep.equal({
      command: 'invalidate',
      positionals: ['/index.html', '/a b', '--help', '#tag'],
      reporter: 'github',
    })
    expect(values.get('distribution')).to.deep.equal(['E1', 'E2'])
    expect(values.get('include')).to.deep.equal(['*.html'])
    expect(values.get('changed')).to.deep.equal(['old', 'new'])
  })

  it('reads a list that is a JSON array of strings, as other steps write it', () => {
    expect(commandOf({ items: '[\n  "/index.html",\n  "/a b"\n]\n' }).positionals).to.deep.equal(['/index.html', '/a b'])
    expect(commandOf({ items: '["// a", "- b"]' }).positionals).to.deep.equal(['// a', '- b'])
    expect(commandOf({ items: '[]' }).positionals).to.deep.equal([])
    expect(commandOf({ distribution: '["E1","E2"]' }).values.get('distribution')).to.deep.equal(['E1', 'E2'])
  })

  it('reads any other text in brackets by line', () => {
    for (const line of ['[slug].html', '[1]', '["/a", 1]', '{"a": "/a"}', '"/a"', '[/a, /b]'])
      expect(commandOf({ items: line }).positionals, line).to.deep.equal([line])
  })

  it('reads flags as YAML writes them', () => {
    for (const text of ['true', 'True', 'TRUE ']) expect(commandOf({ wait: text }).values.has('wait'), text).to.equal(true)
    for (const text of ['false', 'False', '']) expect(commandOf({ wait: text }).values.has('wait'), text).to.equal(false)
  })

  it('refuses everything unless it is allowed', () => {
    expect(commandOf({}).values.has('refuse-everything')).to.equal(true)
    expect(commandOf({ 'allow-everything': 'false' }).values.has('refuse-everything')).to.equal(true)
    expect(commandOf({ 'allow-everything': 'true' }).values.has('refuse-everything')).to.equal(false)
  })

  it('passes values on as they are, also those that look like options', () => {
    expect(commandOf({ command: 'plan', 'max-paths': '5', 'paths-from': '--help' }).values).to.deep.equal(
      new Map([
        ['reporter', ['github']],
        ['refuse-everything', []],
        ['paths-from', ['--help']],
        ['max-paths', ['5']],
      ]),
    )
  })

  it('plans with the inputs of a call', () => {
    const calling = { wait: 'true', timeout: '5', 'role-arn': 'arn:aws:iam::111111111111:role/r', 'dry-run': 'true', region: 'eu-west-1' }
    expect([...commandOf({ ...calling, command: 'plan', 'max-paths': '5' }).values.keys()]).to.have.members([
      ...['reporter', 'refuse-everything', 'max-paths'],
    ])
    expect([...commandOf({ ...calling, command: 'invalidate' }).values.keys()]).to.include.members(Object.keys(calling))
  })

  it('rejects a YAML list inside a list, whose dashes would be part of its values', () => {
    expect(leftOf(argumentsOf(withInputs({ items: '- /a\n- /b', exclude: '*.map\n- drafts/**' })))).to.deep.equal([
      { at: 'items', problem: '"- /a" starts with "- "; write one per line, without dashes' },
      { at: 'exclude', problem: '"- drafts/**" starts with "- "; write one per line, without dashes' },
    ])
  })

  it('lists all issues', () => {
    expect(
      leftOf(argumentsOf(withInputs({ command: 'status', wait: 'yes', 'dry-run': 'constructor', 'allow-everything': '1' }))),
    ).to.deep.equal([
      { at: 'command', problem: 'expected invalidate or plan, got "status"' },
      { at: 'allow-everything', problem: 'expected true or false, got "1"' },
      { at: 'wait', problem: 'expected true or false, got "yes"' },
      { at: 'dry-run', problem: 'expected true or false, got "constructor"' },
    ])
  })

  it('lets no value turn off the refusal or choose another command', () => {
    const names = inputs.map(({ name }) => name).filter(name => name !== 'allow-everything' && name !== 'command')
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), hostileText), values => {
        const args = argumentsOf(withInputs(values))
        if (E.isLeft(args)) return
        const request = readArguments(args.right)
        if (E.isLeft(request)) return
        expect(request.right).to.deep.include({ _tag: 'Command', command: 'invalidate', reporter: 'github' })
        if (request.right._tag === 'Command') expect(request.right.values.has('refuse-everything')).to.equal(true)
      }),
    )
  })
})
