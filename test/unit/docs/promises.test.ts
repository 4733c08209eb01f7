import { expect } from 'chai'
import { readText } from '../../support/templates/templates.ts'

const withHoles = (text: string): string => {
  const filled = text.replace(/\$\{[^{}]*\}/g, '…')
  return filled === text ? text : withHoles(filled)
}

/** The titles of the tests in a file. `…` stands for what a title computes. */
const titlesIn = (path: string): ReadonlyArray<string> =>
  [...withHoles(readText(path)).matchAll(/\bit\(\s*(?<quote>['"`])(?<title>.+?)\k<quote>,/g)].map(
    ({ groups: { title = '' } = {} }) => title,
  )

/** The tests that a section of a document names. */
const testsIn = (section: string): ReadonlyArray<readonly [title: string, path: string]> =>
  [...section.matchAll(/"(?<title>[^"]+)" \(`(?<path>test\/[^`]+\.ts)`\)/g)].map(({ groups: { title = '', path = '' } = {} }) => [
    title,
    path,
  ])

for (const [document, minimum] of Object.entries({ 'docs/promises.md': 30, 'docs/security.md': 15 })) {
  describe(document, () => {
    const tests = testsIn(readText(document))

    it('names tests', () => {
      expect(tests).to.have.length.above(minimum)
    })

    for (const [title, path] of tests) {
      it(`names a test that exists: ${title}`, () => {
        expect(titlesIn(path)).to.include(title)
      })
    }
  })
}

describe('docs/promises.md, section by section', () => {
  const [, ...sections] = readText('docs/promises.md').split(/^## /m)

  for (const section of sections.filter(text => !text.startsWith('Where to go next'))) {
    const [heading = ''] = section.split('\n')

    it(`says what holds "${heading}", and where it ends`, () => {
      expect(testsIn(section)).to.have.length.above(2)
      expect(section).to.include('**Where it ends.**')
    })
  }

  it('is linked from each reason in the README', () => {
    const [, afterHeading = ''] = readText('README.md').split('Three reasons to use it:\n')
    const [reasons = ''] = afterHeading.split('When not to use it:')
    const bullets = reasons.split(/^- /m).slice(1)
    expect(bullets).to.have.length(3)
    for (const bullet of bullets) expect(bullet).to.include('](docs/promises.md#')
  })
})
