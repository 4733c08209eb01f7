import { expect } from 'chai'
import { parse, parseDocument } from 'yaml'
import { blocksOf, documents } from '../../support/documents.ts'
import { readText } from '../../support/templates/templates.ts'

/** The template that a command deploys. `dist/packaged.yaml` is made of the first. */
const templateOf = (command: string): string => {
  const [, named] = /--template(?:-file)? (\S+)/.exec(command) ?? []
  if (command.includes('--config-env s3-events')) return 'template-s3-events.yaml'
  return named === undefined || named === 'dist/packaged.yaml' ? 'template.yaml' : named
}

const parametersIn = (template: string): object => parse(readText(template), { logLevel: 'error' }).Parameters

const deployments = documents.flatMap(document =>
  blocksOf(document, 'sh')
    .flatMap(block => block.split('\n'))
    .filter(line => line.includes('--parameter-overrides'))
    .map(command => ({ document, command })),
)

describe('The documents', () => {
  it('show JSON and YAML that can be parsed', () => {
    for (const document of documents) {
      for (const block of blocksOf(document, 'json')) expect(() => JSON.parse(block), `${document}: ${block}`).to.not.throw()
      for (const block of blocksOf(document, 'yaml')) {
        expect(parseDocument(block, { logLevel: 'error' }).errors, `${document}: ${block}`).to.deep.equal([])
      }
    }
  })

  it('deploy with parameters that the templates have', () => {
    expect(deployments).to.not.be.empty
    for (const { document, command } of deployments) {
      const template = templateOf(command)
      const [, overrides = ''] = command.split('--parameter-overrides ')
      const names = [...overrides.matchAll(/(?:^|\s)'?(\w+)=/g)].map(([, name = '']) => name)
      expect(names, `${document}: ${command}`).to.not.be.empty
      expect(parametersIn(template), `${document}: ${command}`).to.include.keys(names)
    }
  })
})
