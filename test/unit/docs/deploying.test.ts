import { expect } from 'chai'
import { blocksOf } from '../../support/documents.ts'
import { codePipelineTemplate, readText, s3EventsTemplate } from '../../support/templates/templates.ts'

interface Parameter {
  readonly Default?: string | number
}

const shown = ({ Default }: Parameter): string => {
  if (Default === undefined) return ''
  return Default === '' ? 'none' : String(Default)
}

/** The name and the default of each parameter that a document's table has. */
const rowsUnder = (document: string, heading: string): ReadonlyArray<readonly [name: string, value: string]> => {
  const [, section = ''] = readText(document).split(`${heading}\n`)
  const [table = ''] = section.split(/^#/m)
  const rows = table.matchAll(/^\| `(?<name>\w+)` \|(?<value>[^|]*)\|/gm)
  return [...rows].map(({ groups: { name = '', value = '' } = {} }) => [name, value.trim().replaceAll('`', '')])
}

const documented = {
  'docs/deploying.md': { heading: '## Parameters of the stack', template: codePipelineTemplate },
  'docs/s3-events.md': { heading: '### Parameters of the stack', template: s3EventsTemplate },
}

for (const [document, { heading, template }] of Object.entries(documented)) {
  describe(document, () => {
    it("lists the stack's parameters with their defaults", () => {
      const parameters = Object.entries<Parameter>(template.Parameters)
      expect(rowsUnder(document, heading)).to.deep.equal(parameters.map(([name, parameter]) => [name, shown(parameter)]))
    })
  })
}

describe('docs/deploying.md, for CDK', () => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
  it('fills the parameters of a nested stack, because conditions cannot refer to resources', () => {
    expect(JSON.stringify(codePipelineTemplate.Conditions)).to.include('DistributionIds')
    const [example = ''] = blocksOf('docs/deploying.md', 'ts')
    expect(example).to.match(/new CfnStack\([^)]*parameters: \{ DistributionIds: distribution\.distributionId \}/)
    const [, output = ''] = /getAtt\('Outputs\.(\w+)'\)/.exec(example) ?? []
    expect(codePipelineTemplate.Outputs).to.include.keys(output)
  })
})
