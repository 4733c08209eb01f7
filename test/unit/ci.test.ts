import { expect } from 'chai'
import { parse } from 'yaml'
import { readText } from '../support/templates/templates.ts'

const workflow = parse(readText('.github/workflows/ci.yml'))
const { engines } = JSON.parse(readText('package.json'))

interface Job {
  readonly check: string
  readonly node: string
}

const { check, include }: { readonly check: ReadonlyArray<string>; readonly include: ReadonlyArray<Job> } =
  workflow.jobs.check.strategy.matrix

const knownChecks = (): ReadonlyArray<string> => /^checks=\((.*)\)$/m.exec(readText('.ci/run'))?.[1]?.split(' ') ?? []

describe('The CI workflow', () => {
  it('has a job for each check of .ci/run', () => {
    expect([...check, ...include.map(job => job.check)]).to.have.members(knownChecks())
  })

  it('runs the checks for new contributors on the oldest Node.js version of package.json', () => {
    expect(include.map(({ node }) => `>=${node}`)).to.deep.equal([engines.node, engines.node])
  })

  it('may only read the repository', () => {
    expect(workflow.permissions).to.deep.equal({ contents: 'read' })
  })

  it('pins each action to a commit', () => {
    const actions = readText('.github/workflows/ci.yml').matchAll(/uses: (\S+)/g)
    for (const [, action] of actions) expect(action).to.match(/@[0-9a-f]{40}$/)
  })
})
