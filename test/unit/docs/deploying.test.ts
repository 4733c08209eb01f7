import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseTemplate } from '../../support/cloudformation.ts'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const rows = [...read('docs/deploying.md').matchAll(/^\| `(\w+)` \|([^|]*)\|/gm)].map(([, name, value = '']) => [
  name,
  value.trim().replaceAll('`', ''),
])

interface Parameter {
  readonly Default?: string | number
}

const shown = ({ Default }: Parameter): string => {
  if (Default === undefined) return ''
  return Default === '' ? 'none' : String(Default)
}

describe('docs/deploying.md', () => {
  it("lists the stack's parameters with their defaults", () => {
    const parameters: Readonly<Record<string, Parameter>> = parseTemplate(read('template.yaml')).Parameters
    expect(rows).to.deep.equal(Object.entries(parameters).map(([name, parameter]) => [name, shown(parameter)]))
  })
})
