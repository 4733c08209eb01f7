import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { readJobSpec } from '../../support/by-cloudfront.ts'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** Every JSON object in a document that names a distribution, or has CloudFormation name it. */
const examples = (path: string): ReadonlyArray<string> =>
  [...read(path).matchAll(/\{"distributionId"[^\n]*?\}(?=['`\n]|$)/gm)].map(([text]) => text.replace(/\$\{\w+\}/, 'E2QWRUHAPOMQZL'))

const documents = ['README.md', ...['parameters', 'changed', 'waiting', 'pipelines', 'choose', 'migrating'].map(name => `docs/${name}.md`)]

describe('The documents', () => {
  for (const path of documents) {
    it(`show in ${path} only UserParameters that work`, () => {
      const found = examples(path)
      expect(found).to.not.be.empty
      for (const text of found) expect(E.isRight(readJobSpec(text)), text).to.equal(true)
    })
  }
})
