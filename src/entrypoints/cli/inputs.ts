import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { failureOf } from '../../adapters/console/outcome.ts'
import type { JobCommand, Sites } from '../../adapters/console/read-command.ts'
import type { StatusLine } from '../../adapters/console/terminal.ts'
import type { LocalFileUnreadable } from '../../adapters/local-files/failure.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { readItemsFile } from '../../domain/items/items-file.ts'
import type { Failure } from '../../domain/job/answer.ts'
import { message } from '../../domain/job/answers/message.ts'
import { counted } from '../../domain/job/answers/summary.ts'
import { type ChangedSpec, type JobSpec, withItems } from '../../domain/parameters/job-spec.ts'
import type { ChangeSet } from '../../domain/plan/change-set.ts'
import { changeSetOf, everythingChanged, tooManyFiles } from '../../domain/plan/change-set-of.ts'
import { compare } from '../../domain/site/compare.ts'
import { type ChangedFolder, changedFolders } from '../../domain/site/folders.ts'

/** A job with everything that its files say. */
export interface Inputs {
  readonly spec: JobSpec
  readonly changes: ChangeSet | undefined
  readonly folders: ChangedFolder | undefined
}

/** Loaded on demand, because it takes as long to load as everything else that a plan needs. */
const loadLocalFiles = () => import('../../adapters/local-files/local-files.ts')

type Read<A> = Promise<E.Either<Failure, A>>

const unreadable = ({ path, reason }: LocalFileUnreadable): Failure => failureOf('artifact', `${path} cannot be read: ${reason}.`)

/** Characters of the list of a file's issues, at most. */
const maxIssuesLength = 5_000

const withFile = (spec: JobSpec, label: string, content: Uint8Array, cdn: CdnCapabilities): E.Either<Failure, JobSpec> =>
  pipe(
    readItemsFile(cdn)(content),
    E.bimap(
      issues => {
        const lines = issues.map(({ at, problem }) => `${at}: ${problem}`)
        return failureOf('configuration', message(`${label} is invalid. Correct it where it is created:`, lines, maxIssuesLength))
      },
      file => withItems(spec, file),
    ),
  )

const readItems = async ({ spec, pathsFrom }: JobCommand, cdn: CdnCapabilities, stdin: () => Promise<Uint8Array>): Read<JobSpec> => {
  if (pathsFrom === undefined) return E.right(spec)
  if (pathsFrom === '-') return withFile(spec, 'Standard input', await stdin(), cdn)
  const { readLocalFile } = await loadLocalFiles()
  return pipe(
    readLocalFile(pathsFrom),
    E.mapLeft(unreadable),
    E.flatMap(content => withFile(spec, pathsFrom, content, cdn)),
  )
}

type Compared = Pick<Inputs, 'changes' | 'folders'>

const compareListed = async ({ before, after }: Sites, changed: ChangedSpec, cdn: CdnCapabilities, status: StatusLine): Read<Compared> => {
  const { listSite } = await loadLocalFiles()
  const progress = (path: string) => (files: number) => status.show(`Reading ${path}`, `: ${counted(files, 'file')}`)
  const old = await listSite(before, progress(before))
  if (E.isLeft(old) && old.left._tag === 'LocalFileUnreadable') return E.left(unreadable(old.left))
  const current = await listSite(after, progress(after))
  if (E.isLeft(current) && current.left._tag === 'LocalFileUnreadable') return E.left(unreadable(current.left))
  if (E.isLeft(old) || E.isLeft(current))
    return E.right({ changes: everythingChanged(cdn.paths, changed, tooManyFiles), folders: undefined })
  const comparison = compare(old.right, current.right)
  return pipe(
    changeSetOf(cdn.paths, changed, comparison),
    E.bimap(
      () => failureOf('configuration', `No file in ${before} or ${after} matches --strip-prefix, --include and --exclude.`),
      changes => ({ changes, folders: changedFolders(changed, comparison) }),
    ),
  )
}

/** Reads the files that a command names. */
export const readInputs = async (
  command: JobCommand,
  cdn: CdnCapabilities,
  status: StatusLine,
  stdin: () => Promise<Uint8Array>,
): Read<Inputs> => {
  const read = await readItems(command, cdn, stdin)
  if (E.isLeft(read)) return read
  const { sites } = command
  const { changed } = command.spec
  if (sites === undefined || changed === undefined) return E.right({ spec: read.right, changes: undefined, folders: undefined })
  const compared = await compareListed(sites, changed, cdn, status)
  return E.isLeft(compared) ? compared : E.right({ spec: read.right, ...compared.right })
}
