import { expect } from 'chai'
import { capabilities } from '../../../src/adapters/fastly/capabilities.ts'
import { pathFor, toPurge } from '../../../src/adapters/fastly/purge-request.ts'
import { readItem } from '../../../src/domain/items/read-item.ts'
import { adapterSources, blocksOf, codeRowsIn } from '../../support/documents.ts'
import { rightOf } from '../../support/either.ts'
import { readText } from '../../support/templates/templates.ts'
import { cliInProcess } from '../../support/worlds/cli-in-process.ts'
import { apiToken, host, localFastlyPerTest, service } from '../../support/worlds/local-fastly.ts'

const document = 'docs/fastly.md'
const text = readText(document)

const rowsIn = (heading: string) => codeRowsIn(document, heading)

const firstColumn = (heading: string) => rowsIn(heading).map(([cell]) => cell)

describe(document, () => {
  const start = localFastlyPerTest()

  it('shows what the first example prints', async () => {
    const [example = ''] = blocksOf(document, 'sh')
    const [output] = blocksOf(document, 'text')
    const [, , ...args] = (example.split('\n')[1] ?? '').replaceAll("'", '').split(' ')
    const environment = { FASTLY_API_ENDPOINT: (await start()).baseUrl, FASTLY_API_TOKEN: apiToken }
    const { code, stdout } = await cliInProcess(args, { environment })
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: output })
  })

  it('explains the options that are different with Fastly', () => {
    const { target, host: hostParameter } = capabilities.parameters
    expect(firstColumn('Options')).to.deep.equal([`--${target.key}`, `--${hostParameter?.key}`, '--again-after'])
  })

  it('shows what each item becomes', () => {
    const rows = rowsIn('What each item becomes')
    expect(rows).to.have.length(4)
    for (const [item = '', request] of rows) {
      const purge = rightOf(toPurge({ host, items: [rightOf(readItem(capabilities)(item))] }))
      expect(`POST ${pathFor(service, purge)}`).to.equal(request)
    }
    expect(text).to.include(`up to ${capabilities.tags?.maxPerRequest} in a request`)
  })

  it('names the default removal first', () => {
    expect(firstColumn('Revalidate or remove')).to.deep.equal(capabilities.removals)
    expect(text).to.include(`| \`${capabilities.removals[0]}\` (default) |`)
  })

  it('names the environment variables that the module reads', () => {
    const module = readText('src/entrypoints/wiring/fastly-module.ts')
    expect(firstColumn('The token')).to.deep.equal([...module.matchAll(/'(FASTLY_\w+)'/g)].map(([, name]) => name))
  })

  it('quotes messages that the sources have', () => {
    const quotations = rowsIn('Errors').flatMap(([first = '', second = '']) => (second.startsWith('Fastly') ? [first, second] : [first]))
    expect(quotations).to.have.length(12)
    const known = `${adapterSources('fastly', 'http')}${readText('src/domain/plan/not-supported.ts').replace(/\$\{[^{}]*\}/g, '…')}`
    for (const quotation of quotations) expect(known).to.include(quotation.replace(/ …$/, ''))
  })
})
