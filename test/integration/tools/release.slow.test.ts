import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const script = fileURLToPath(new URL('../../../tools/release.mjs', import.meta.url))

const unreleased = '# Changes\n\n## Unreleased\n\n### The action\n\n- Add something.\n\n## 1.2.3 (2026-01-01)\n\n- Add the rest.\n'
const template = (version: string): string =>
  `Metadata:\n  AWS::ServerlessRepo::Application:\n    SemanticVersion: ${version}\n    Author: me\n`

/** Replaces npm. Records its arguments and its folder. */
const npm = `#!/bin/sh
echo "$(basename "$PWD"): npm $*" >> "$CALLS"
case $1 in
  audit) cat "$AUDIT" ;;
  run) mkdir dist && sh package.sh ;;
esac
`

const sources: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'scratch', version: '1.2.3', dependencies: { direct: '1.0.0' } }),
  'package-lock.json': JSON.stringify({
    name: 'scratch',
    version: '1.2.3',
    packages: { '': { version: '1.2.3' }, 'node_modules/x': { version: '9.0.0' } },
  }),
  'template.yaml': template('1.2.3'),
  'template-s3-events.yaml': template('1.2.3'),
  'CHANGELOG.md': unreleased,
  '.gitignore': 'dist/\n',
  '.ci/run': '#!/bin/sh\necho "$(basename "$PWD"): .ci/run" >> "$CALLS"\nexit $CI_STATUS\n',
  'package.sh': `mkdir dist/github-action; echo built > dist/github-action/index.mjs; cat package.json > dist/SHA256SUMS; echo '["@scope/bundled@1.0.0"]' > dist/function.packages.json`,
}

const advisory = (name: string, ...via: ReadonlyArray<unknown>) => ({ [name]: { name, severity: 'high', via } })

describe('npm run release', () => {
  let folder: string
  let repository: string

  const file = (name: string): string => join(repository, name)
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), content)
  }
  const environment = (): NodeJS.ProcessEnv => ({
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    HOME: folder,
    CALLS: join(folder, 'calls'),
    AUDIT: join(folder, 'audit.json'),
    CI_STATUS: existsSync(join(folder, 'ci-fails')) ? '1' : '0',
  })
  const git = (...args: ReadonlyArray<string>): string =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8', env: environment(), stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  const commit = (): void => {
    git('add', '.')
    git('commit', '-m', 'Change something')
  }
  const release = (...args: ReadonlyArray<string>) =>
    spawnSync(process.execPath, [script, ...args], { cwd: repository, encoding: 'utf8', env: environment() })
  const calls = (): ReadonlyArray<string> =>
    existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : []
  const setAudit = (report: unknown): void => writeFileSync(join(folder, 'audit.json'), JSON.stringify(report))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-test-'))
    repository = join(folder, 'repository')
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin', 'npm'), npm)
    chmodSync(join(folder, 'bin', 'npm'), 0o755)
    setAudit({ vulnerabilities: {} })
    for (const [name, content] of Object.entries(sources)) write(name, content)
    chmodSync(file('.ci/run'), 0o755)
    git('init', '--initial-branch', 'main')
    git('config', 'user.name', 'Test')
    git('config', 'user.email', 'test@example.com')
    commit()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Expects that nothing was committed, tagged, edited or built. */
  const expectUnchanged = (): void => {
    expect(git('log', '--format=%s')).to.equal('Change something')
    expect(git('tag', '--list')).to.equal('')
    expect(git('status', '--porcelain')).to.equal('')
    expect(existsSync(file('dist'))).to.equal(false)
  }

  it('writes the version into every file that has one, and dates the change log', () => {
    expect(release('1.3.0').status).to.equal(0)
    const { packages, version } = JSON.parse(readFileSync(file('package-lock.json'), 'utf8'))
    expect([version, packages['']?.version, packages['node_modules/x']?.version]).to.deep.equal(['1.3.0', '1.3.0', '9.0.0'])
    expect(JSON.parse(readFileSync(file('package.json'), 'utf8'))).to.include({ name: 'scratch', version: '1.3.0' })
    for (const name of ['template.yaml', 'template-s3-events.yaml']) expect(readFileSync(file(name), 'utf8')).to.equal(template('1.3.0'))
    expect(readFileSync(file('CHANGELOG.md'), 'utf8')).to.match(
      /^## 1\.3\.0 \(\d{4}-\d\d-\d\d\)\n\n### The action\n\n- Add something\.\n\n## 1\.2\.3 /m,
    )
  })

  it('checks and builds in clones with the new version, commits, and tags the commit', () => {
    const { stdout } = release('1.3.0')
    expect(calls()).to.deep.equal([
      'first: .ci/run',
      'first: npm run package',
      'second: npm ci',
      'second: npm run package',
      'first: npm audit --json',
    ])
    expect(readFileSync(file('dist/SHA256SUMS'), 'utf8')).to.include('"version": "1.3.0"')
    expect(git('log', '--format=%s')).to.equal('Release 1.3.0\nChange something')
    expect(git('status', '--porcelain')).to.equal('')
    expect(stdout).to.include('git push origin main v1.3.0').and.to.include('npm publish').and.to.include('sam publish')
  })

  it('tags a commit that has the built action, which the branch does not have', () => {
    release('1.3.0')
    expect(git('log', '--format=%s', 'v1.3.0')).to.equal('Add the built action of 1.3.0\nRelease 1.3.0\nChange something')
    expect(git('diff', '--name-only', 'main', 'v1.3.0')).to.equal('dist/github-action/index.mjs')
    expect(git('branch', '--show-current')).to.equal('main')
    expect(git('ls-files', 'dist')).to.equal('')
    expect(readFileSync(file('dist/github-action/index.mjs'), 'utf8')).to.equal('built\n')
  })

  it('releases the version in package.json if it was not released yet', () => {
    expect(release('1.2.3').status).to.equal(0)
    expect(git('tag', '--list')).to.equal('v1.2.3')
  })

  it('prints the steps and changes nothing in a dry run', () => {
    const { status, stdout } = release('1.3.0', '--dry-run')
    expect(status).to.equal(0)
    expect(stdout).to.include('tag it v1.3.0')
    expect(calls()).to.deep.equal([])
    expectUnchanged()
  })

  it('changes nothing if a check fails', () => {
    writeFileSync(join(folder, 'ci-fails'), '')
    expect(release('1.3.0').status).to.equal(1)
    expectUnchanged()
  })

  it('changes nothing if the two builds differ', () => {
    write('package.sh', `pwd > dist/SHA256SUMS; echo '[]' > dist/function.packages.json`)
    git('commit', '--all', '--amend', '--no-edit')
    const { status, stderr } = release('1.3.0')
    expect(status).to.equal(1)
    expect(stderr).to.include('The two builds differ.')
    expectUnchanged()
  })

  const obstacles: ReadonlyArray<readonly [string, string, () => void]> = [
    ['another branch', 'not the branch main', () => git('switch', '--create', 'other')],
    ['uncommitted changes', 'uncommitted changes', () => write('new.txt', '')],
    ['a tag of that version', 'The tag v1.3.0 exists', () => git('tag', 'v1.3.0')],
    [
      'a higher version in package.json',
      'package.json has version 1.10.0',
      () => {
        write('package.json', '{"version": "1.10.0"}')
        commit()
      },
    ],
    [
      'nothing unreleased',
      'no entries under "## Unreleased"',
      () => {
        write('CHANGELOG.md', unreleased.replace('- Add something.\n\n', ''))
        commit()
      },
    ],
  ]
  for (const [obstacle, message, make] of obstacles) {
    it(`does nothing because of ${obstacle}`, () => {
      make()
      const { status, stderr } = release('1.3.0')
      expect(status).to.equal(1)
      expect(stderr.trim().split('\n')).to.have.length(1)
      expect(stderr).to.include(message)
      expect(calls()).to.deep.equal([])
    })
  }

  for (const version of [[], ['1.3'], ['v1.3.0'], ['latest']]) {
    it(`shows its usage for ${version[0] ?? 'no version'}`, () => {
      expect(release(...version).stderr).to.include('Usage: npm run release')
    })
  }

  it('warns only of advisories for bundled or installed packages', () => {
    setAudit({
      vulnerabilities: {
        ...advisory('@scope/bundled', { title: 'Reads too much', url: 'https://example.com/1' }),
        ...advisory('direct', '@scope/bundled'),
        ...advisory('a-linter', { title: 'Hangs', url: 'https://example.com/2' }),
      },
    })
    const { status, stdout } = release('1.3.0')
    expect(status).to.equal(0)
    expect(stdout).to.include('WARNING: @scope/bundled (high): Reads too much, https://example.com/1.')
    expect(stdout).to.include('WARNING: direct (high): @scope/bundled.')
    expect(stdout).not.to.include('a-linter')
  })

  it('warns if the registry has no advisories', () => {
    setAudit({ message: '405 Method Not Allowed' })
    const { status, stdout } = release('1.3.0')
    expect(status).to.equal(0)
    expect(stdout).to.include('WARNING: npm audit checked nothing').and.to.include('405 Method Not Allowed')
  })
})
