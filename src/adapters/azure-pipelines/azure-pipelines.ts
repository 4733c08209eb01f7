import { type Announcement, type Answered, type Output, titles } from '../ci/announcement.ts'
import { answerMarkdown } from '../ci/markdown.ts'
import { type CiSystem, fileNamed } from '../ci/system.ts'
import { joinedWithin, linesWithin, onOneLine } from '../ci/text.ts'

/** Characters of an issue, at most, before they are escaped. */
const maxIssue = 4_000

/** Characters of a variable, at most. Windows allows 32,767 in the environment. */
const maxVariable = 10_000

/** Bytes of a summary, at most. */
const maxSummary = 250_000

/** https://github.com/microsoft/azure-pipelines-agent/blob/master/docs/design/percentEncoding.md */
const escaped = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll(']', '%5D').replaceAll(';', '%3B')

const issue = ({ level, text }: Answered): string =>
  level === 'notice' ? '' : `##vso[task.logissue type=${level}]${escaped(`${titles[level]}: ${text}`.slice(0, maxIssue))}\n`

const variableOf = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

const variables = (outputs: ReadonlyArray<Output>): string =>
  outputs
    .map(([name, values]) => {
      const value = escaped(joinedWithin(values.map(onOneLine), maxVariable))
      return `##vso[task.setvariable variable=${variableOf(name)};isOutput=true]${value}\n`
    })
    .join('')

const summaryOf = (announcement: Announcement): string =>
  linesWithin(announcement._tag === 'Answered' ? answerMarkdown(announcement) : announcement.markdown, maxSummary)

/**
 * Azure Pipelines: an issue, output variables of the step, and a summary of the run.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export const azurePipelines: CiSystem = {
  isPresent: environment => environment['TF_BUILD']?.toLowerCase() === 'true',
  report: (announcement, { AGENT_TEMPDIRECTORY: folder = '' }, now) => {
    const files = fileNamed(folder && `${folder}/invalidation-${now}.md`, summaryOf(announcement), 'replace')
    return {
      stderr: [
        ...(announcement._tag === 'Answered' ? [issue(announcement), variables(announcement.outputs)] : []),
        ...files.map(({ path }) => `##vso[task.uploadsummary]${escaped(path)}\n`),
      ].join(''),
      files,
    }
  },
}
