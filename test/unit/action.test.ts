import { expect } from 'chai'
import { parse } from 'yaml'
import { failed, succeeded } from '../../src/adapters/ci/announcement.ts'
import { githubActions } from '../../src/adapters/github-actions/github-actions.ts'
import { inputs } from '../../src/adapters/github-actions/inputs.ts'
import { cdns } from '../../src/entrypoints/cli/cdns.ts'
import { successOf } from '../support/builders/announcements.ts'
import { githubOutputs } from '../support/oracles/ci-agents.ts'
import { readText } from '../support/templates/templates.ts'

const action = parse(readText('action.yml'))

describe('action.yml', () => {
  it('declares the inputs that the action reads (npm run action writes them)', () => {
    const declared = Object.entries<object>(action.inputs).map(([name, input]) => ({ name, ...input }))
    expect(declared).to.deep.equal(inputs)
  })

  it('declares the outputs that the reporter writes, with each CDN', () => {
    const changeSet = { _tag: 'Compared', files: 1, unchangedFlushed: 1 } as const
    const announcements = [
      ...Object.values(cdns).map(({ capabilities }) => succeeded(successOf({ changeSet }), 's', false, capabilities.parameters)),
      failed('m', []),
    ]
    const written = announcements.flatMap(announcement =>
      githubActions.report(announcement, { GITHUB_OUTPUT: '/output' }, 0).files.flatMap(({ text }) => Object.keys(githubOutputs(text))),
    )
    expect(Object.keys(action.outputs)).to.have.members([...new Set(written)])
  })

  it('runs what the build makes', () => {
    expect(action.runs).to.deep.equal({ using: 'node24', main: 'dist/github-action/index.mjs' })
  })

  it('has no input for a credential', () => {
    expect(Object.keys(action.inputs).filter(name => /key|token|secret|password/i.test(name))).to.deep.equal([])
  })
})
