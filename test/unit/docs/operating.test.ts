import { readFileSync } from 'node:fs'
import { expect } from 'chai'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const [, log = '', metrics = ''] = read('docs/operating.md').split(/^## /m)

const inFirstColumn = (section: string): ReadonlyArray<string> =>
  [...section.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''))

describe('docs/operating.md', () => {
  it('explains every event of the log', () => {
    const events = [...read('src/ports/log-entry.ts').matchAll(/readonly _tag: '(\w+)'/g)].map(([, tag]) => tag)
    expect(inFirstColumn(log)).to.have.members([...new Set(events)])
  })

  it('explains every metric', () => {
    const emitted = [...read('src/adapters/cloudwatch/embedded-metrics.ts').matchAll(/(\w+): \[[^\]]*, '(?:Count|Milliseconds)'\]/g)]
    expect(inFirstColumn(metrics)).to.have.members([...new Set(emitted.map(([, name]) => name))])
  })
})
