import { expect } from 'chai'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { runAction } from '../../../../src/entrypoints/github-action/main.ts'

const run = async (environment: Readonly<Record<string, string>>) => {
  const written = { stdout: '', stderr: '' }
  const output = (name: keyof typeof written) => ({
    isTTY: false,
    columns: undefined,
    write: (text: string) => {
      written[name] += text
    },
  })
  const code = await runAction({
    args: [],
    environment: { GITHUB_ACTIONS: 'true', ...environment },
    version: '1.2.3',
    stdin: async () => new Uint8Array(),
    stdout: output('stdout'),
    stderr: output('stderr'),
    now: () => 0,
    onSignal: () => {},
  })
  return { code, ...written }
}

describe('runAction', () => {
  it('runs a command with the inputs', async () => {
    expect(await run({ INPUT_COMMAND: 'plan', INPUT_ITEMS: '/a\n/b' })).to.deep.equal({
      code: exitCodes.success,
      stdout: '2 paths; list price $0.010; 1 request\n\n  /a\n  /b\n',
      stderr: '',
    })
  })

  it('lists all issues with the inputs, and annotates them', async () => {
    expect(await run({ INPUT_COMMAND: 'status', INPUT_WAIT: 'maybe' })).to.deep.equal({
      code: exitCodes.usage,
      stdout: '',
      stderr: [
        'Invalid inputs:\n- command: expected invalidate or plan, got "status"\n- wait: expected true or false, got "maybe"\n',
        '::error title=Invalidation failed::Invalid inputs:%0A- command: expected invalidate or plan, got "status"%0A- wait: expected true or false, got "maybe"\n',
      ].join(''),
    })
  })
})
