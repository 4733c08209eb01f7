/** A command that the agent of a CI system finds in a log: its name with its properties, and its data, both unescaped. */
export interface AgentCommand {
  readonly info: string
  readonly data: string
}

/** The agents' comparisons are linguistic, and ignore these characters. */
const withoutInvisible = (line: string): string => line.replace(/[\p{Cf}\p{DI}\p{Cc}]/gu, '')

/** .NET ends lines at any of these. */
const linesOf = (text: string): ReadonlyArray<string> => text.split(/\r\n|\r|\n/)

const unescaped = (text: string, tokens: Readonly<Record<string, string>>): string =>
  Object.entries(tokens).reduce((before, [code, character]) => before.replaceAll(code, character), text)

/** The commands that the runner of GitHub Actions finds: `::name …::data` at the start of a line, or `##[name …]data` anywhere. */
export const githubCommands = (text: string): ReadonlyArray<AgentCommand> =>
  linesOf(text).flatMap(line => {
    const seen = withoutInvisible(line)
    const [, info, data = ''] = /^\s*::(.*?)::(.*)$/s.exec(seen) ?? /##\[([^\]]*)\](.*)$/s.exec(seen) ?? []
    return info === undefined ? [] : [{ info, data: unescaped(data, { '%0D': '\r', '%0A': '\n', '%25': '%' }) }]
  })

/** The commands that the agent of Azure Pipelines finds: `##vso[area.event …]data` anywhere in a line. */
export const azureCommands = (text: string): ReadonlyArray<AgentCommand> =>
  linesOf(text).flatMap(line => {
    const [, info, data = ''] = /##vso\[([^\]]*)\](.*)$/is.exec(withoutInvisible(line)) ?? []
    const tokens = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%AZP25': '%' }
    return info === undefined ? [] : [{ info, data: unescaped(data, tokens) }]
  })

/** The marks of sections that GitLab finds, such as `start:invalidation`. */
export const gitlabSections = (text: string): ReadonlyArray<string> =>
  text
    .split('\r\u001b[0K')
    .slice(0, -1)
    .flatMap(before => {
      const [, edge, name] = /section_(start|end):\d+:([\w.-]+?)(?:_\d+)?(?:\[[^\]]*\])?$/.exec(before) ?? []
      return edge === undefined ? [] : [`${edge}:${name}`]
    })

/** The outputs in a file that the runner of GitHub Actions reads. Throws where it would. */
export const githubOutputs = (text: string): Readonly<Record<string, string>> => {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (line === '') continue
    if (name === '') throw new Error(`Invalid format: ${line}`)
    if (sign === '=') outputs[name] = rest
    else
      outputs[name] = lines
        .splice(0, lines.indexOf(rest) + 1)
        .slice(0, -1)
        .join('\n')
  }
  return outputs
}
