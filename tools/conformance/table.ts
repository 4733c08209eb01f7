import type { AskedQuestion, Finding, Findings } from './finding.ts'
import { documentedReading, questions } from './questions.ts'

/** The findings of one probe. `about` says on what it was asked, such as "your pipeline". */
export interface Answers {
  readonly about: string
  readonly findings: Findings
}

/** The first lines of the report. */
export interface Heading {
  /** The date, as YYYY-MM-DD. */
  readonly date: string
  readonly region: string
  /** The version of this project. */
  readonly version: string
  /** Whether the calls went to `AWS_ENDPOINT_URL`, so not to AWS. */
  readonly isEmulated: boolean
}

const maxEvidence = 300

/** A text that can stand in a cell of a Markdown table, on one line. */
const cell = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const short = line.length > maxEvidence ? `${line.slice(0, maxEvidence - 1)}…` : line
  return short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|')
}

const code = (text: string): string => `\`${text}\``

/** What was observed, and the evidence. */
const columns = (finding: Finding, documented: string | undefined): readonly [string, string] => {
  switch (finding._tag) {
    case 'Observed':
      return [
        documented === undefined || finding.reading === documented ? code(finding.reading) : `**${code(finding.reading)}**`,
        finding.evidence,
      ]
    case 'Unclear':
      return ['unclear', finding.saw]
    case 'NotAsked':
      return ['not asked', finding.why]
  }
}

/** Returns the findings of all probes that asked a question; if none did, one finding that says why. */
const findingsOf = (question: AskedQuestion, answers: ReadonlyArray<Answers>): ReadonlyArray<readonly [string, Finding]> => {
  const all = answers.flatMap(({ about, findings }): ReadonlyArray<readonly [string, Finding]> => {
    const finding: Finding | undefined = findings[question]
    return finding === undefined ? [] : [[about, finding]]
  })
  const asked = all.filter(([, { _tag }]) => _tag !== 'NotAsked')
  if (asked.length > 0) return asked
  return all.length > 0 ? all.slice(0, 1) : [['', { _tag: 'NotAsked', why: questions[question].otherwise }]]
}

const row = (question: AskedQuestion, about: string, finding: Finding, redact: (text: string) => string): string => {
  const documented = documentedReading(question)
  const [reading, evidence] = columns(finding, documented)
  const on = about === '' || finding._tag === 'NotAsked' ? '' : `${about}: `
  const cells = [
    code(question),
    cell(questions[question].text),
    documented === undefined ? '–' : code(documented),
    reading,
    cell(redact(`${on}${evidence}`)),
  ]
  return `| ${cells.join(' | ')} |`
}

const names = Object.keys(questions) as ReadonlyArray<AskedQuestion>

const count = (answers: ReadonlyArray<Answers>, isCounted: (finding: Finding) => boolean): number =>
  names.filter(name => findingsOf(name, answers).some(([, finding]) => isCounted(finding))).length

/** How the run went, in one line. */
export const summary = (answers: ReadonlyArray<Answers>): string => {
  const isObserved = count(answers, ({ _tag }) => _tag === 'Observed')
  const isUnclear = count(answers, ({ _tag }) => _tag === 'Unclear')
  const isNotAsked = count(answers, ({ _tag }) => _tag === 'NotAsked')
  return `${isObserved} observed, ${isUnclear} unclear, ${isNotAsked} not asked`
}

/** The report in Markdown: the heading and a row for each question. Bold readings differ from what AWS documents. */
export const report = (heading: Heading, answers: ReadonlyArray<Answers>, redact: (text: string) => string): string =>
  [
    '# What AWS does',
    '',
    `cloudfront-invalidator ${heading.version}, ${heading.date}, Region ${heading.region}${heading.isEmulated ? ', **not AWS**: AWS_ENDPOINT_URL was set' : ''}. ${summary(answers)}.`,
    'A reading in bold differs from what AWS documents.',
    '',
    '| question | in words | documented | observed | evidence |',
    '| --- | --- | --- | --- | --- |',
    ...names.flatMap(name => findingsOf(name, answers).map(([about, finding]) => row(name, about, finding, redact))),
    '',
  ].join('\n')
