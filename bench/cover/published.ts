import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { readItem } from '../../test/support/by-cloudfront.ts'
import type { Deploy } from './deploy.ts'
import { filesOf } from './tar.ts'

/** Two successive versions of a package that contains a site. */
interface Published {
  readonly name: string
  readonly before: string
  readonly after: string
  /** The folders that are served. Empty for the whole package. */
  readonly folders: ReadonlyArray<string>
  readonly description: string
}

const all: ReadonlyArray<Published> = [
  {
    name: 'vis',
    before: '4.20.1',
    after: '4.21.0',
    folders: ['dist/', 'docs/', 'examples/'],
    description: 'Documentation and examples of a library',
  },
  { name: 'ace-builds', before: '1.43.6', after: '1.44.0', folders: [], description: 'An editor for web pages, with a demo' },
  {
    name: 'n8n-editor-ui',
    before: '2.40.3',
    after: '2.41.0',
    folders: ['dist/'],
    description: 'A single-page application with hashes in its file names',
  },
  { name: 'jqwidgets-framework', before: '26.0.0', after: '27.0.1', folders: [], description: 'A library with its demo site' },
]

const fetched = (name: string, version: string): ReadonlyMap<string, string> => {
  const folder = join(tmpdir(), 'cloudfront-invalidator-bench', `${name}-${version}`)
  mkdirSync(folder, { recursive: true })
  const file = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`], { encoding: 'utf8' }).trim()
  return filesOf(readFileSync(join(folder, file)))
}

/** Omits names that are not valid paths, for example because of a `~`. */
const pathsOf = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.flatMap(name => {
    const path = readItem(`/${name}`)
    return E.isRight(path) ? [path.right] : []
  })

const deployOf = ({ name, before, after, folders, description }: Published): Deploy => {
  const old = fetched(name, before)
  const now = fetched(name, after)
  const isServed = (file: string): boolean => folders.length === 0 || folders.some(folder => file.startsWith(folder))
  const files = [...old.keys()].filter(isServed)
  return {
    name: `${name} ${before} → ${after}`,
    description,
    changed: pathsOf(files.filter(file => old.get(file) !== now.get(file))),
    unchanged: pathsOf(files.filter(file => old.get(file) === now.get(file))),
  }
}

/** Deploys of published sites. A file must be flushed if its content changed or it was deleted. New files are not cached yet. */
export const publishedDeploys = (): ReadonlyArray<Deploy> => all.map(deployOf)
