import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { documents } from '../../support/documents.ts'

const root = new URL('../../../', import.meta.url)

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
    it(`have no broken link in ${file}`, () => {
      const at = new URL(file, root)
      for (const [, path = '', anchor] of readFileSync(at, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
        const target = path === '' ? at : new URL(path, at)
        expect(existsSync(target), path).to.equal(true)
        if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8')), `${path}#${anchor}`).to.include(anchor)
      }
    })
  }
})
