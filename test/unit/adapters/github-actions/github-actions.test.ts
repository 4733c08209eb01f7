import { expect } from 'chai'
import fc from 'fast-check'
import { failed } from '../../../../src/adapters/ci/announcement.ts'
import { githubActions } from '../../../../src/adapters/github-actions/github-actions.ts'
import { hostileAnnouncement, successAnnouncement } from '../../../support/builders/announcements.ts'
import { githubCommands, githubOutputs } from '../../../support/oracles/ci-agents.ts'

const environment = { GITHUB_OUTPUT: '/output', GITHUB_STEP_SUMMARY: '/summary' }

const report = (announcement: Parameters<typeof githubActions.report>[0]) => {
  const { stderr, files } = githubActions.report(announcement, environment, 0)
  const textOf = (path: string): string => files.find(file => file.path === path)?.text ?? ''
  return { stderr, files, output: textOf('/output'), summary: textOf('/summary') }
}

describe('githubActions', () => {
  it('is present in GitHub Actions', () => {
    expect(githubActions.isPresent({ GITHUB_ACTIONS: 'true' })).to.equal(true)
    expect(githubActions.isPresent({ CI: 'true' })).to.equal(false)
  })

  it('annotates a success, and adds outputs and a summary', () => {
    expect(githubActions.report(successAnnouncement({ invalidationIds: ['I1', 'I2'] }), environment, 0)).to.deep.equal({
      stderr: '::notice title=Invalidation::Sent 2 paths\n',
      files: [
        { path: '/output', text: 'invalidation-id=I1,I2\ndistribution-id=E1\npath-count=2\nstatus=InProgress\n', mode: 'append' },
        {
          path: '/summary',
          text: '### Invalidation\n\nSent 2 paths\n\n\n- [I1](https://cdn.example/E1/I1)\n- [I2](https://cdn.example/E1/I2)\n',
          mode: 'append',
        },
      ],
    })
  })

  it('annotates a failure', () => {
    const { stderr, output } = report(failed('2 failed:\n- E1: 100%\n- E2: ::x', ['I1']))
    expect(stderr).to.equal('::error title=Invalidation failed::2 failed:%0A- E1: 100%25%0A- E2: ::x\n')
    expect(output).to.equal('invalidation-id=I1\nstatus=Failed\n')
  })

  it('adds a plan to the summary only', () => {
    expect(githubActions.report({ _tag: 'Planned', markdown: '# plan\n' }, environment, 0)).to.deep.equal({
      stderr: '',
      files: [{ path: '/summary', text: '# plan\n', mode: 'append' }],
    })
  })

  it('writes no files that have no name', () => {
    expect(githubActions.report(successAnnouncement(), { GITHUB_OUTPUT: '' }, 0).files).to.deep.equal([])
  })

  it('writes one command and its own outputs, whatever the text contains', () => {
    fc.assert(
      fc.property(hostileAnnouncement, announcement => {
        const { stderr, output } = report(announcement)
        const commands = githubCommands(stderr)
        if (announcement._tag !== 'Answered') throw new Error(announcement._tag)
        expect(commands).to.have.length(1)
        expect(commands[0]?.data).to.equal(announcement.text)
        expect(stderr.match(/\n/g)).to.have.length(1)
        const outputs = githubOutputs(output)
        expect(Object.keys(outputs)).to.deep.equal(
          announcement.level === 'error' ? ['invalidation-id', 'status'] : ['invalidation-id', 'distribution-id', 'path-count', 'status'],
        )
        expect(outputs['status']).to.equal(announcement.level === 'error' ? 'Failed' : 'InProgress')
      }),
    )
  })

  it('keeps to the limits', () => {
    const long = '*'.repeat(2_000_000)
    const ids = Array.from({ length: 20_000 }, (_, index) => `I${String(index).padStart(13, '0')}`)
    const { stderr, output, summary } = report(failed(long, ids))
    expect(stderr).to.have.length.below(4_100)
    expect(output)
      .to.have.length.below(101_000)
      .and.match(/^invalidation-id=I0{13},.*,I\d{13}\n/)
    expect(Buffer.byteLength(summary)).to.be.below(1_048_576 / 4)
    const plan = report({ _tag: 'Planned', markdown: `# plan\n\n${`| ${long} |\n`.repeat(2)}` }).summary
    expect(plan).to.equal('# plan\n\n\n…\n')
  })
})
