import { expect } from 'chai'
import { presentSystem, systemOf } from '../../../../src/adapters/ci/systems.ts'
import { githubActions } from '../../../../src/adapters/github-actions/github-actions.ts'
import { gitlab } from '../../../../src/adapters/gitlab/gitlab.ts'

describe('systemOf', () => {
  it('is the one that is detected, unless one is given', () => {
    expect(systemOf('auto', { GITLAB_CI: 'true' })).to.equal(gitlab)
    expect(systemOf('auto', { CI: 'true', BUILDKITE: 'true' })).to.equal(undefined)
    expect(systemOf('github', { GITLAB_CI: 'true' })).to.equal(githubActions)
    expect(systemOf('console', { GITLAB_CI: 'true' })).to.equal(undefined)
    expect(presentSystem({ GITHUB_ACTIONS: 'true' })).to.equal(githubActions)
  })
})
