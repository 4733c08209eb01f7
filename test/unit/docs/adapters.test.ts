import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { capabilities } from '../../../examples/own-adapter/purge.ts'
import { readJobSpec } from '../../../src/domain/parameters/job-spec.ts'
import { ciCapabilities } from '../../support/capabilities.ts'
import { cdnTable, ciTable } from '../../support/capability-tables.ts'
import { blocksOf, generatedIn } from '../../support/documents.ts'
import { rightOf } from '../../support/either.ts'
import { readText } from '../../support/templates/templates.ts'

const page = 'docs/adapters.md'
const folder = 'examples/own-adapter'

const maxLines = 60

describe(page, () => {
  it('shows the files of the example as they are', () => {
    const files = ['purge', 'purge.test', 'function'].map(name => readText(`${folder}/${name}.ts`))
    expect(blocksOf(page, 'ts')).to.deep.equal(files)
  })

  for (const name of ['purge', 'webhook']) {
    it(`is right that ${name}.ts is short and imports only the package`, () => {
      const source = readText(`${folder}/${name}.ts`)
      expect(source.trimEnd().split('\n')).to.have.length.below(maxLines)
      const imports = [...source.matchAll(/^import .* from '(.*)'$/gm)].map(([, from]) => from)
      expect(imports.filter(from => !from?.startsWith('node:'))).to.deep.equal(['cloudfront-invalidator'])
    })
  }

  it('runs a test of the example', () => {
    const [, command = ''] = blocksOf(page, 'sh').join('').trim().split('\n')
    expect(readdirSync(new URL(`../../../${folder}/`, import.meta.url))).to.include(command.split(' ').at(-1))
  })

  it('shows parameters that work', () => {
    for (const example of blocksOf(page, 'json')) rightOf(readJobSpec(capabilities, ciCapabilities)(example))
  })

  it('has the capabilities of all adapters', () => {
    expect(generatedIn(page, 'CDNs')).to.equal(cdnTable())
    expect(generatedIn(page, 'CI systems')).to.equal(ciTable())
  })
})
