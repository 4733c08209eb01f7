import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** The tags of all failures, as the unions of the domain spell them. */
const tags = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .filter(file => /(?:domain.*-failure|parameters\/job-spec|s3-events\/origins)\.ts$/.test(file))
  .flatMap(file => [...read(`src/${file}`).matchAll(/readonly _tag: '(\w+)'/g)])
  .map(([, tag]) => tag)

const headings = [...read('docs/errors.md').matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading)

describe('docs/errors.md', () => {
  it('has a section for each failure, and for nothing else', () => {
    expect([...headings].sort()).to.deep.equal([...tags].sort())
  })

  it('says of each failure its cause and its fix', () => {
    const sections = read('docs/errors.md').split(/^### /m).slice(1)
    for (const section of sections)
      expect(section)
        .to.match(/\*\*Cause\.\*\*/)
        .and.match(/\*\*Fix\.\*\*/)
  })
})
