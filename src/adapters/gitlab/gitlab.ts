import type { Link, Output } from '../ci/announcement.ts'
import { type CiSystem, fileNamed } from '../ci/system.ts'
import { joinedWithin, jsonLine, withoutCommands } from '../ci/text.ts'

/** Characters of a variable, at most. A report of variables may have 5 KB. */
const maxVariable = 2_000

/** Links on a job's page, at most. */
const maxLinks = 20

/** The report of variables: `artifacts: reports: dotenv`. */
export const dotenvFile = 'gl-invalidation.env'

/** The report of links: `artifacts: reports: annotations`. */
export const annotationsFile = 'gl-invalidation-annotations.json'

const variableOf = (name: string): string => name.replace(/\B[A-Z]/g, '_$&').toUpperCase()

/** Values must not contain spaces or line breaks, and quotes would be part of them. The values of a CDN contain none. */
const wordOf = (value: string): string => value.replace(/[^\w.:/-]/g, '_')

/** Blank lines are errors, so an output without a value is left out. https://docs.gitlab.com/ci/yaml/artifacts_reports/ */
const dotenvOf = (outputs: ReadonlyArray<Output>): string =>
  outputs
    .map(([name, values]) => [variableOf(name), joinedWithin(values.map(wordOf), maxVariable)] as const)
    .map(([name, value]) => (value === '' ? '' : `${name}=${value}\n`))
    .join('')

const annotationsOf = (links: ReadonlyArray<Link>): string =>
  links.length === 0 ? '' : jsonLine({ Invalidation: links.slice(0, maxLinks).map(link => ({ external_link: link })) })

/** A collapsed section of the log. https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections */
const section = (links: ReadonlyArray<Link>, now: number): string => {
  if (links.length === 0) return ''
  const mark = (edge: 'start' | 'end', options: string) =>
    `\u001b[0Ksection_${edge}:${Math.floor(now / 1_000)}:invalidation_${now}${options}\r\u001b[0K`
  const lines = links.map(({ label, url }) => `${withoutCommands(`${label} ${url}`)}\n`)
  return `${mark('start', '[collapsed=true]')}Links to the invalidations\n${lines.join('')}${mark('end', '')}\n`
}

/** GitLab CI: a collapsed section with links, and the reports of variables and links, which a job may declare. */
export const gitlab: CiSystem = {
  isPresent: environment => environment['GITLAB_CI'] === 'true',
  report: (announcement, { CI_PROJECT_DIR: folder = '' }, now) => {
    if (announcement._tag === 'Planned') return { stderr: '', files: [] }
    const { outputs, links } = announcement
    const file = (name: string, text: string) => fileNamed(folder && `${folder}/${name}`, text, 'replace')
    return {
      stderr: section(links, now),
      files: [...file(dotenvFile, dotenvOf(outputs)), ...file(annotationsFile, annotationsOf(links))],
    }
  },
}
