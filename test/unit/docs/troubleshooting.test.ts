import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { readText } from '../../support/templates/templates.ts'

/** Writes `…` for what a message and a quotation of it may have in different words: holes in a template, and what fills them with vendors' words. */
const canonical = (text: string): string => {
  const filled = text.replace(/(?:\$\{[^{}]*\})+/g, '…')
  return filled === text ? text.replace(/\b(?:CloudFront|UserParameters|distribution)\b/g, '…') : canonical(filled)
}

const read = (path: string): string => canonical(readText(path))

const sources = readdirSync(new URL('../../../src/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.startsWith('testing'))
  .map(file => read(`src/${file}`))

const [, page = ''] = readText('docs/troubleshooting.md').split('## By message\n')

/** What the first column of the page's tables quotes. A hole at the start or the end of a quotation is left out. */
const quotations = [...page.matchAll(/^\| (?<cell>.*?) \| .* \|$/gm)]
  .flatMap(({ groups: { cell = '' } = {} }) => [...cell.matchAll(/`(?<quoted>[^`]+)`/g)])
  .map(({ groups: { quoted = '' } = {} }) => quoted)

const quoted = quotations.map(quotation => canonical(quotation).replace(/^… | …$/g, ''))

const textsIn = (path: string, pattern: RegExp): ReadonlyArray<string> =>
  [...read(path).matchAll(pattern)].map(({ groups: { text = '' } = {} }) => text)

describe('docs/troubleshooting.md', () => {
  it('quotes messages that the sources have', () => {
    expect(quotations).to.have.length.above(100)
    for (const [index, quotation] of quoted.entries()) {
      expect(
        sources.some(source => source.includes(quotation)),
        quotations[index],
      ).to.equal(true)
    }
  })

  for (const file of ['describe-problem.ts', 'describe-artifact-failure.ts']) {
    it(`quotes every message of ${file}`, () => {
      const messages = textsIn(`src/domain/job/answers/${file}`, /text: (?<mark>[`'])(?<text>.+?)\k<mark>/g).filter(text => /\w/.test(text))
      expect(messages).to.have.length.above(5)
      for (const message of messages) {
        expect(
          quoted.some(quotation => message.includes(quotation)),
          message,
        ).to.equal(true)
      }
    })
  }

  it('explains every event of the log that is a warning or an error', () => {
    const cases = textsIn('src/adapters/node/json-lines-log.ts', /(?<text>(?:case '\w+':\s+)+return [^\n]*'(?:WARN|ERROR)')/g)
    const events = cases.flatMap(text => [...text.matchAll(/case '(\w+)'/g)].map(([, event]) => event))
    expect(events).to.include.members(['PlanFailed', 'Finished', 'EventRejected'])
    for (const event of events) expect(quotations).to.include(event)
  })
})
