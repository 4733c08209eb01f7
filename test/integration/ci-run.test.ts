import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url))

/** Replaces npm: records its arguments, prints what Mocha prints, in colour if it must, and fails for `npm run lint`. */
const npm = `#!/bin/sh
echo "$*" >> "$CALLS"
colour=$\{FORCE_COLOR:+$(printf '\\033[32m')}
case $* in
  test) echo "  $colour 30 passing$colour (2s)" ;;
  'run test:slow') printf '  %s 4 passing%s (9s)\\n  %s 2 failing%s\\n' "$colour" "$colour" "$colour" "$colour"; exit 2 ;;
  'run golden') echo "  $colour 5 passing$colour (1s)" ;;
  'run lint') exit 1 ;;
esac
`

describe('.ci/run', () => {
  let folder: string

  const run = (checks: ReadonlyArray<string>, environment: Record<string, string> = {}) => {
    const calls = join(folder, 'calls')
    writeFileSync(calls, '')
    const env = { PATH: `${folder}:${process.env['PATH']}`, CALLS: calls, ...environment }
    const { status, stdout, stderr } = spawnSync(script, checks, { encoding: 'utf8', env })
    return { status, stderr, last: stdout.trim().split('\n').at(-1), calls: readFileSync(calls, 'utf8').trim().split('\n') }
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ci-run-'))
    writeFileSync(join(folder, 'npm'), npm)
    chmodSync(join(folder, 'npm'), 0o755)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('adds up the tests of all checks', () => {
    const { status, last } = run(['golden', 'types', 'golden'])
    expect([status, last]).to.deep.equal([0, '10 passed, 0 failed'])
  })

  it('stops after a check that failed, with the number of its failed tests', () => {
    const { status, last, calls } = run(['test', 'golden'])
    expect(status).to.equal(2)
    expect(last).to.equal('34 passed, 2 failed')
    expect(calls).to.deep.equal(['ci', 'test', 'run test:slow'])
  })

  it('counts a failed check without tests as one failure', () => {
    const { status, last, calls } = run(['golden', 'lint', 'types'])
    expect([status, last]).to.deep.equal([1, '5 passed, 1 failed'])
    expect(calls).to.deep.equal(['ci', 'run golden', 'run lint'])
  })

  it('counts tests in a CI system that asks for colours', () => {
    expect(run(['test'], { FORCE_COLOR: '1' }).last).to.equal('34 passed, 2 failed')
  })

  for (const unknown of ['nothing', 'start test', 'st']) {
    it(`runs nothing for the unknown check "${unknown}"`, () => {
      const { status, stderr, calls } = run(['types', unknown])
      expect(status).to.equal(2)
      expect(stderr).to.match(new RegExp(`^Unknown check "${unknown}". Checks: start test `))
      expect(calls).to.deep.equal([''])
    })
  }
})
