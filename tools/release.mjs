import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// Releases a version: npm run release -- 1.2.3 [--dry-run]. Everything is checked and built in fresh clones first. The repository
// changes only after that has succeeded, so a failed release leaves nothing to undo.

const root = process.cwd()
const templates = ['template.yaml', 'template-s3-events.yaml']

const run = (folder, command, ...args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' })
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const read = (folder, file) => readFileSync(join(folder, file), 'utf8')
const edit = (folder, file, change) => writeFileSync(join(folder, file), change(read(folder, file)))

/** Reasons not to release, each with its fix. */
const obstacles = version => {
  const { version: current } = JSON.parse(read(root, 'package.json'))
  const checks = [
    [git('branch', '--show-current') === 'main', 'This is not the branch main. Switch to it.'],
    [git('status', '--porcelain') === '', 'There are uncommitted changes. Commit or stash them.'],
    [git('tag', '--list', `v${version}`) === '', `The tag v${version} exists. Choose a higher version.`],
    [version.localeCompare(current, 'en', { numeric: true }) >= 0, `package.json has version ${current}. Choose a higher version.`],
    [
      /^## Unreleased\n(?:(?!## ).*\n)*- /m.test(read(root, 'CHANGELOG.md')),
      'CHANGELOG.md has no entries under "## Unreleased". Add them.',
    ],
  ]
  return checks.filter(([holds]) => !holds).map(([, message]) => message)
}

/** A folder that only the tag's commit has. GitHub runs an action from the files at its tag. */
const builtAction = 'dist/github-action'

const setVersion = (folder, version) => {
  for (const file of ['package.json', 'package-lock.json']) {
    edit(folder, file, json => {
      const manifest = JSON.parse(json)
      manifest.version = version
      if (manifest.packages) manifest.packages[''].version = version
      return `${JSON.stringify(manifest, undefined, 2)}\n`
    })
  }
  for (const file of templates) edit(folder, file, text => text.replace(/^(\s*SemanticVersion:).*$/m, `$1 ${version}`))
  const date = new Date().toISOString().slice(0, 10)
  edit(folder, 'CHANGELOG.md', text => text.replace(/^## Unreleased$/m, `## ${version} (${date})`))
}

const clone = (folder, version) => {
  run(root, 'git', 'clone', '--quiet', root, folder)
  setVersion(folder, version)
}

/** The names of all packages that a release contains or installs. The bundled ones are development dependencies to npm. */
const releasedPackages = folder => {
  const bundled = readdirSync(join(folder, 'dist'))
    .filter(file => file.endsWith('.packages.json'))
    .flatMap(file => JSON.parse(read(folder, join('dist', file))))
    .map(id => id.slice(0, id.lastIndexOf('@')))
  return new Set([...bundled, ...Object.keys(JSON.parse(read(folder, 'package.json')).dependencies ?? {})])
}

/** One line for each released package that npm has an advisory on. */
const audit = folder => {
  const { vulnerabilities, message } = JSON.parse(spawnSync('npm', ['audit', '--json'], { cwd: folder, encoding: 'utf8' }).stdout)
  if (vulnerabilities === undefined) return [`WARNING: npm audit checked nothing, because the registry does not support it: ${message}`]
  const released = releasedPackages(folder)
  const findings = Object.values(vulnerabilities).filter(({ name }) => released.has(name))
  if (findings.length === 0) return ['npm audit found nothing in the released packages.']
  return findings.map(({ name, severity, via }) => {
    const causes = via.map(cause => (typeof cause === 'string' ? cause : `${cause.title}, ${cause.url}`))
    return `WARNING: ${name} (${severity}): ${causes.join('; ')}. Fix it, or explain in the release notes why it does no harm.`
  })
}

/** `first` and `second` are folders for the clones. */
const stepsOf = (version, first, second) => [
  [`clone the repository, and set the version to ${version}`, () => clone(first, version)],
  ['run .ci/run', () => run(first, '.ci/run')],
  [
    'run npm run package in two clones, and compare SHA256SUMS',
    () => {
      run(first, 'npm', 'run', 'package')
      clone(second, version)
      run(second, 'npm', 'ci')
      run(second, 'npm', 'run', 'package')
      if (read(first, 'dist/SHA256SUMS') !== read(second, 'dist/SHA256SUMS')) throw new Error('The two builds differ.')
    },
  ],
  ['run npm audit, for the packages that are bundled or installed', () => console.log(audit(first).join('\n'))],
  [
    'replace dist with the one that was built',
    () => {
      rmSync(join(root, 'dist'), { recursive: true, force: true })
      cpSync(join(first, 'dist'), join(root, 'dist'), { recursive: true })
    },
  ],
  [
    `set the version to ${version}, and commit`,
    () => {
      setVersion(root, version)
      git('commit', '--all', '--message', `Release ${version}`)
    },
  ],
  [
    `add ${builtAction} in a commit that is on no branch, and tag it v${version}`,
    () => {
      git('switch', '--quiet', '--detach')
      git('add', '--force', builtAction)
      git('commit', '--message', `Add the built action of ${version}`)
      git('tag', '--annotate', `v${version}`, '--message', version)
      // Git would delete the files that the branch does not have.
      git('symbolic-ref', 'HEAD', 'refs/heads/main')
      git('reset', '--quiet')
    },
  ],
]

const remaining = version => `
Next:
1. Deploy both templates to an account with a distribution that may be invalidated. Run one job, and upload one object.
2. git push origin main v${version}
3. Create the release v${version}, and upload the zips, the bills of materials and SHA256SUMS from dist.
4. Move the tag of the major version, for the GitHub Action:
   git tag --force v${version.split('.')[0]} v${version}^{} && git push --force origin v${version.split('.')[0]}
5. npm publish
6. Publish to the Serverless Application Repository, once for each template:
${templates
  .map(
    file =>
      `   sam package --template-file ${file} --resolve-s3 --output-template-file dist/packaged.yaml && sam publish --template dist/packaged.yaml`,
  )
  .join('\n')}`

const release = steps => {
  for (const [title, step] of steps) {
    console.log(`\n== ${title}`)
    step()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'release-'))
try {
  const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true })
  const [version = ''] = positionals
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Usage: npm run release -- MAJOR.MINOR.PATCH [--dry-run]')
  const found = obstacles(version)
  if (found.length > 0) throw new Error(found.join('\n'))
  const steps = stepsOf(version, join(folder, 'first'), join(folder, 'second'))
  if (values['dry-run']) console.log(steps.map(([title]) => `- ${title}`).join('\n'))
  else release(steps)
  console.log(remaining(version))
} catch ({ message }) {
  console.error(message)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
