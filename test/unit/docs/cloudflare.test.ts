import { expect } from 'chai'
import { capabilities } from '../../../src/adapters/cloudflare/capabilities.ts'
import { toBody } from '../../../src/adapters/cloudflare/purge-request.ts'
import { readItem } from '../../../src/domain/items/read-item.ts'
import { readJobSpec } from '../../../src/domain/parameters/job-spec.ts'
import { makePlan } from '../../../src/domain/plan/plan.ts'
import { ciCapabilities } from '../../support/capabilities.ts'
import { adapterSources, blocksOf, codeRowsIn } from '../../support/documents.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { readText } from '../../support/templates/templates.ts'

const document = 'docs/cloudflare.md'
const text = readText(document)

const read = (parameters: string) => readJobSpec(capabilities, ciCapabilities)(parameters)

const rowsIn = (heading: string) => codeRowsIn(document, heading)

describe(document, () => {
  it('shows parameters that work', () => {
    const examples = blocksOf(document, 'json')
    expect(examples).to.have.length(1)
    for (const example of examples) rightOf(read(example))
  })

  it('explains all parameters of Cloudflare', () => {
    const { target, host } = capabilities.parameters
    expect(rowsIn('Parameters').map(([key]) => key)).to.deep.equal([target.key, host?.key, 'items'])
  })

  it('says rightly that waitForCompletion is rejected', () => {
    const spec = rightOf(
      read(JSON.stringify({ zone: capabilities.parameters.target.example, host: 'a.b', items: ['/'], waitForCompletion: true })),
    )
    expect(leftOf(makePlan(capabilities, 'job-1')(spec))).to.have.property('_tag', 'PlanNotSupported')
  })

  it('shows what each item becomes', () => {
    const rows = rowsIn('What each item becomes')
    expect(rows).to.have.length(5)
    for (const [item = '', request] of rows) {
      const items = [rightOf(readItem(capabilities)(item))] as const
      expect(JSON.stringify(rightOf(toBody({ host: 'www.example.com', items })))).to.equal(request)
    }
  })

  it('names the default removal first', () => {
    const [first, ...others] = rowsIn('Remove or revalidate')
    expect([first, ...others].map(row => row?.[0])).to.deep.equal(capabilities.removals)
    expect(text).to.include(`| \`${first?.[0]}\` (default) |`)
  })

  it('names the limits of a request', () => {
    expect(text).to.include(
      `A request holds ${capabilities.paths.maxPerRequest} URLs, or ${capabilities.maxItemsPerRequest} prefixes or tags.`,
    )
  })

  it('names the environment variables that the module reads', () => {
    const modules = ['with-secret-module', 'module'].map(name => readText(`src/entrypoints/wiring/cloudflare-${name}.ts`))
    const read = [...modules.join('\n').matchAll(/(CLOUDFLARE_\w+)[:']/g)].map(([, name]) => name)
    expect(rowsIn('The token').map(([name]) => name)).to.deep.equal(read)
  })

  it('quotes messages that the sources have', () => {
    const quotations = rowsIn('Errors').map(([quotation = '']) => quotation)
    expect(quotations).to.have.length(12)
    const planned = readText('src/domain/plan/not-supported.ts').replace(/\$\{[^{}]*\}/g, '…')
    const known = `${adapterSources('cloudflare', 'http', 'secrets-manager')}${planned}`
    for (const quotation of quotations) expect(known).to.include(quotation)
  })
})
