import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

// Mutation testing on Node.js 24. Without arguments, of everything; --since REF only of the files that changed since a commit, and
// --mutate PATTERN only of those that match. Other arguments go to Stryker.

const { values, tokens } = parseArgs({
  options: { since: { type: 'string' }, mutate: { type: 'string' } },
  strict: false,
  tokens: true,
})
const others = tokens.flatMap(({ kind, name, rawName, value, inlineValue }) => {
  if (name === 'since' || name === 'mutate') return []
  if (kind === 'positional') return [value]
  return [inlineValue ? `${rawName}=${value}` : rawName]
})

const changedSince = ref =>
  execFileSync('git', ['diff', '--name-only', `${ref}...`, '--', 'src/**/*.ts'], { encoding: 'utf8' })
    .split('\n')
    .filter(file => existsSync(file) && file !== '')

const folders = { core: /^src\/(?:domain|application)\//, adapters: /^src\/adapters\// }

const selected = values.since === undefined ? values.mutate?.split(',') : changedSince(values.since)

/** Few runs of each property, with fixed seeds, so that the same mutants survive every time. */
const seeds = { CRASH_RUNS: '30', CRASH_SEED: '1', PROPERTY_RUNS: '50', PROPERTY_SEED: '1' }

const run = part => {
  const files = selected?.filter(file => folders[part].test(file.replace(/^!/, '')))
  if (files?.length === 0) return 0
  const { status } = spawnSync(
    'npx',
    [
      '-y',
      '-p',
      'node@24',
      '--',
      'node',
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      ...(files ? ['--mutate', files.join(',')] : []),
      ...others,
    ],
    { stdio: 'inherit', env: { ...process.env, ...seeds, MUTATION_PART: part } },
  )
  return status ?? 1
}

const statuses = Object.keys(folders).map(run)
process.exitCode = Math.max(...statuses)
