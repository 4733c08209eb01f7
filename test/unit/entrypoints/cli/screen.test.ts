import { expect } from 'chai'
import { azurePipelines } from '../../../../src/adapters/azure-pipelines/azure-pipelines.ts'
import { failed } from '../../../../src/adapters/ci/announcement.ts'
import { type ExitCode, exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { githubActions } from '../../../../src/adapters/github-actions/github-actions.ts'
import { screenOf, trackInterruption, type World } from '../../../../src/entrypoints/cli/screen.ts'
import { successAnnouncement } from '../../../support/builders/announcements.ts'

const worldOf = (isTTY: boolean, environment: World['environment'] = {}) => {
  const written: string[] = []
  const ends: ((signal: 'SIGINT' | 'SIGTERM') => ExitCode)[] = []
  const output = (name: string) => ({ isTTY, columns: undefined, write: (text: string) => void written.push(`${name}: ${text}`) })
  const world: World = {
    args: [],
    environment,
    version: '1.2.3',
    stdin: async () => new Uint8Array(),
    stdout: output('out'),
    stderr: output('err'),
    now: () => 0,
    onSignal: end => void ends.push(end),
  }
  return { world, written, end: (signal: 'SIGINT' | 'SIGTERM') => ends[0]?.(signal) }
}

describe('screenOf', () => {
  it('prints the result on stdout and everything else on stderr, after the status line is cleared', () => {
    const { world, written } = worldOf(true)
    const { print, status } = screenOf(world)
    status.show('x')
    print({ exitCode: 0, stdout: 'a\n', stderr: 'b\n' })()
    print({ exitCode: 0, stdout: '', stderr: '' })()
    expect(written).to.deep.equal(['err: \r\u001b[2K0 s  x', 'err: \r\u001b[2K', 'out: a\n', 'err: b\n'])
  })

  it('colours for the stream that the result goes to', () => {
    expect(screenOf(worldOf(true).world).paint('red', 'x')).to.not.equal('x')
    expect(screenOf(worldOf(false).world).paint('red', 'x')).to.equal('x')
  })
})

describe('screenOf in a CI system', () => {
  it('prints no commands from other texts, and no control codes', () => {
    const { world, written } = worldOf(true, { GITHUB_ACTIONS: 'true' })
    const { print, status, paint } = screenOf(world)
    status.show('::x::')
    print({ exitCode: 0, stdout: paint('red', '##[group]\n'), stderr: '::error::b\n' })()
    expect(written).to.deep.equal(['err: : :x::\n', 'out: # #[group]\n', 'err: : :error::b\n'])
  })

  it('prints no commands of others if the CI system is named, too: in a container, its variables may be missing', () => {
    const { world, written } = worldOf(true)
    const { print, status } = screenOf(world, azurePipelines)
    status.show('##vso[task.complete]')
    print({ exitCode: 0, stdout: '##vso[task.debug]a\n', stderr: '##[group]\n' })()
    expect(written).to.deep.equal(['err: # #vso[task.complete]\n', 'out: # #vso[task.debug]a\n', 'err: # #[group]\n'])
  })

  it('writes for the CI system after everything else on stderr', () => {
    const { world, written } = worldOf(false)
    screenOf(world, githubActions).print({ exitCode: 1, stdout: 'a\n', stderr: 'b\n', announcement: failed('b', []) })()
    expect(written).to.deep.equal(['out: a\n', 'err: b\n', 'err: ::error title=Invalidation failed::b\n'])
  })

  it('says which file it cannot write', () => {
    const { world, written } = worldOf(false, { GITHUB_OUTPUT: '/nonexistent/output' })
    screenOf(world, githubActions).print({ exitCode: 0, stdout: '', stderr: '', announcement: successAnnouncement() })()
    expect(written).to.deep.equal([
      'err: /nonexistent/output cannot be written: ENOENT. The CI system does not show the result; nothing else changes.\n::notice title=Invalidation::Sent 2 paths\n',
    ])
  })
})

describe('trackInterruption', () => {
  it('prints what was created so far', () => {
    const { world, written, end } = worldOf(false)
    const tracker = trackInterruption(world, screenOf(world), 'ids')
    tracker.add({ id: 'I1', targetId: 'E1', items: 1 })
    expect(end('SIGINT')).to.equal(exitCodes.interrupted)
    expect(written).to.deep.equal(['out: I1\n', 'err: Interrupted. Created before: I1 on E1 (1 item).\n'])
  })

  it('says that a request was being sent', () => {
    const { world, written, end } = worldOf(false)
    trackInterruption(world, screenOf(world), 'text').watch(() => true)
    expect(end('SIGTERM')).to.equal(exitCodes.terminated)
    expect(written).to.deep.equal(['err: Interrupted. Nothing was created. A request was being sent; one more invalidation may exist.\n'])
  })
})
