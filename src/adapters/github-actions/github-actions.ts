import { type Announcement, type Answered, type Output, titles } from '../ci/announcement.ts'
import { answerMarkdown } from '../ci/markdown.ts'
import { type CiSystem, fileNamed } from '../ci/system.ts'
import { joinedWithin, linesWithin, onOneLine } from '../ci/text.ts'

/** Characters of an annotation, at most, before they are escaped. The runner cuts longer ones. */
const maxAnnotation = 4_000

/** Characters of an output, at most. A job may have a megabyte of them. */
const maxOutput = 100_000

/** Bytes of a summary, at most. GitHub shows nothing if a step's summary has more than a mebibyte, and several commands may share a step. */
const maxSummary = 250_000

/** https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const annotation = ({ level, text }: Answered): string => `::${level} title=${titles[level]}::${data(text.slice(0, maxAnnotation))}\n`

/** The name of an output: `invalidation-id`. */
const outputNameOf = (name: string): string => name.replace(/\B[A-Z]/g, '-$&').toLowerCase()

const outputLines = (outputs: ReadonlyArray<Output>): string =>
  outputs.map(([name, values]) => `${outputNameOf(name)}=${joinedWithin(values.map(onOneLine), maxOutput)}\n`).join('')

const summaryOf = (announcement: Announcement): string =>
  linesWithin(announcement._tag === 'Answered' ? answerMarkdown(announcement) : announcement.markdown, maxSummary)

/** GitHub Actions and compatible systems: an annotation, outputs of the step, and a summary of the job. */
export const githubActions: CiSystem = {
  isPresent: environment => environment['GITHUB_ACTIONS'] === 'true',
  report: (announcement, { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY }) => ({
    stderr: announcement._tag === 'Answered' ? annotation(announcement) : '',
    files: [
      ...(announcement._tag === 'Answered' ? fileNamed(GITHUB_OUTPUT, outputLines(announcement.outputs), 'append') : []),
      ...fileNamed(GITHUB_STEP_SUMMARY, summaryOf(announcement), 'append'),
    ],
  }),
}
