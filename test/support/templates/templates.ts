import { readFileSync } from 'node:fs'
import { parseTemplate } from './cloudformation.ts'
import { evaluator, type Parameters } from './evaluate.ts'

export const readText = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

export const codePipelineTemplate = parseTemplate(readText('template.yaml'))
export const s3EventsTemplate = parseTemplate(readText('template-s3-events.yaml'))

interface Statement {
  readonly Effect: string
  readonly Action: string | ReadonlyArray<string>
  readonly Resource: unknown
}

/** The permissions of the function's role with these parameters, each once, as `action on resource`. */
export const permissionsWith = (template: typeof s3EventsTemplate, parameters: Parameters): ReadonlyArray<string> => {
  const policies = evaluator(template, parameters)(template.Resources.Role.Properties.Policies) as ReadonlyArray<{
    readonly PolicyDocument: { readonly Statement: ReadonlyArray<Statement> }
  }>
  const permissions = policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource }) =>
      [Action].flat().flatMap(action =>
        [Resource].flat().map(resource => {
          const on = typeof resource === 'string' ? resource : JSON.stringify(resource)
          return `${Effect === 'Allow' ? '' : `${Effect} `}${action} on ${on}`
        }),
      ),
    )
  return [...new Set(permissions)]
}
