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

describe('The documents', () => {
  for (const file of documents) {
    it(`link in ${file} to nothing that is not there`, () => {
      const at = new URL(file, root)
      const links = [...readFileSync(at, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? '')
      for (const link of links) expect(existsSync(new URL(link, at)), link).to.equal(true)
    })
  }
})
