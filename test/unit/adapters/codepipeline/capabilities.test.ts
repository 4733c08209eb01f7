import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/codepipeline/capabilities.ts'

const { keeps, variables, tracksJobs, name, minute, terms } = capabilities

describe('The capabilities of CodePipeline', () => {
  it('accept the names of artifacts and actions that it accepts', () => {
    const names: ReadonlyArray<readonly [string, boolean, boolean]> = [
      ['Site_Output-1', true, true],
      ['a'.repeat(100), true, true],
      ['a'.repeat(101), false, false],
      ['', false, false],
      ['a b', false, false],
      ['a.b@c', false, true],
      [' a', false, false],
      ['a\n', false, false],
    ]
    for (const [name, artifact, action] of names) {
      expect(keeps?.artifactName.pattern.test(name), name).to.equal(artifact)
      expect(keeps?.actionName.pattern.test(name), name).to.equal(action)
    }
    expect(keeps?.actionName.allowed).to.equal('up to 100 letters, digits and characters of .@-_')
  })

  it('recognise a variable that was not resolved', () => {
    for (const text of ['#{variables.tag}', '/a/#{x}/b', '#{}']) expect(variables?.pattern.test(text), text).to.equal(true)
    for (const text of ['#tag', '#{a', '#a}', '{a}']) expect(variables?.pattern.test(text), text).to.equal(false)
    expect(variables?.reason).to.match(/^has a pipeline variable that was not resolved; /)
  })

  it('name what users see, and what it costs', () => {
    expect({ name, minute }).to.deep.equal({ name: 'CodePipeline', minute: { listPrice: 2, where: 'in a V2 pipeline' } })
    expect(keeps?.artifactName.allowed).to.equal('up to 100 letters, digits, - and _')
    expect(terms).to.include({ parameters: 'UserParameters', correctIn: 'in the action' })
    expect(terms.jsonHint).to.match(/^ A pipeline variable .* also breaks the JSON around it\.$/)
  })

  it('accept one answer to each job', () => {
    expect(tracksJobs).to.equal(true)
  })
})
