import { expect } from 'chai'
import fc from 'fast-check'
import { failed } from '../../../../src/adapters/ci/announcement.ts'
import { annotationsFile, dotenvFile, gitlab } from '../../../../src/adapters/gitlab/gitlab.ts'
import { hostileAnnouncement, successAnnouncement } from '../../../support/builders/announcements.ts'
import { gitlabSections } from '../../../support/oracles/ci-agents.ts'

const environment = { CI_PROJECT_DIR: '/builds/site' }

const textOf = (announcement: Parameters<typeof gitlab.report>[0], name: string): string | undefined =>
  gitlab.report(announcement, environment, 0).files.find(({ path }) => path === `/builds/site/${name}`)?.text

/** What GitLab accepts as a line of variables. */
const dotenvLine = /^[A-Z_]+=[^\s'"]+$/

describe('gitlab', () => {
  it('is present in GitLab CI', () => {
    expect(gitlab.isPresent({ GITLAB_CI: 'true' })).to.equal(true)
    expect(gitlab.isPresent({ CI: 'true' })).to.equal(false)
  })

  it('links a success in a section, and writes variables and links', () => {
    expect(gitlab.report(successAnnouncement(), environment, 1_700_000_000_123)).to.deep.equal({
      stderr: [
        '\u001b[0Ksection_start:1700000000:invalidation_1700000000123[collapsed=true]\r\u001b[0KLinks to the invalidations\n',
        'I1 https://cdn.example/E1/I1\n',
        '\u001b[0Ksection_end:1700000000:invalidation_1700000000123\r\u001b[0K\n',
      ].join(''),
      files: [
        {
          path: '/builds/site/gl-invalidation.env',
          text: 'INVALIDATION_ID=I1\nDISTRIBUTION_ID=E1\nPATH_COUNT=2\nSTATUS=InProgress\n',
          mode: 'replace',
        },
        {
          path: '/builds/site/gl-invalidation-annotations.json',
          text: '{"Invalidation":[{"external_link":{"label":"I1","url":"https://cdn.example/E1/I1"}}]}\n',
          mode: 'replace',
        },
      ],
    })
  })

  it('leaves out variables without a value, and a section without links', () => {
    expect(gitlab.report(failed('no', []), environment, 0)).to.deep.equal({
      stderr: '',
      files: [{ path: '/builds/site/gl-invalidation.env', text: 'STATUS=Failed\n', mode: 'replace' }],
    })
  })

  it('reports nothing for a plan, and writes nothing without a project folder', () => {
    expect(gitlab.report({ _tag: 'Planned', markdown: '# plan\n' }, environment, 0)).to.deep.equal({ stderr: '', files: [] })
    expect(gitlab.report(successAnnouncement(), {}, 0).files).to.deep.equal([])
  })

  it('writes one section, and variables that GitLab can read, whatever the text contains', () => {
    fc.assert(
      fc.property(hostileAnnouncement, announcement => {
        const sections = gitlabSections(gitlab.report(announcement, environment, 0).stderr)
        expect([[], ['start:invalidation', 'end:invalidation']]).to.deep.include(sections)
        const lines = (textOf(announcement, dotenvFile) ?? '').split('\n')
        expect(lines.pop()).to.equal('')
        for (const line of lines) expect(line).to.match(dotenvLine)
        expect(lines.at(-1)).to.match(/^STATUS=\w+$/)
        expect(lines.length).to.be.at.most(4)
      }),
    )
  })

  it('keeps to the limits', () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `I${String(index).padStart(13, '0')}`)
    const announcement = successAnnouncement({ invalidationIds: ids, targetIds: ids })
    expect(Buffer.byteLength(textOf(announcement, dotenvFile) ?? '')).to.be.below(5_000)
    expect(JSON.parse(textOf(announcement, annotationsFile) ?? '').Invalidation).to.have.length(20)
  })
})
