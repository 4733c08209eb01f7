import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'

const root = new URL('../../../', import.meta.url)

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/static-site/README.md',
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => `docs/${file}`),
]

/** The anchors that a heading has when it is shown. */
const anchorsOf = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )

describe('The documents', () => {
  for (const file of documents) {
    it(`link in ${file} to nothing that is not there`, () => {
      const at = new URL(file, root)
      for (const [, path = '', anchor] of readFileSync(at, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
        const target = path === '' ? at : new URL(path, at)
        expect(existsSync(target), path).to.equal(true)
        if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8')), `${path}#${anchor}`).to.include(anchor)
      }
    })
  }
})
