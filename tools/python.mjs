import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Installs the AWS CLI, the SAM CLI, cfn-lint, MiniStack and zizmor into .venv, unless it is up to date.

const root = join(import.meta.dirname, '..')
const venv = join(root, '.venv')
const requirements = join(root, 'tools', 'requirements.txt')
const stamp = join(venv, 'requirements.sha256')
const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex')

const isPython = command =>
  spawnSync(command, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'], { stdio: 'ignore' }).status === 0

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const python = ['python3', 'python'].find(isPython)
  if (python === undefined) {
    console.error(
      'This needs Python 3.10 or newer with its venv module (on Debian: python3-venv), for the AWS CLI, the SAM CLI, cfn-lint, MiniStack and zizmor. npm test does not.',
    )
    process.exit(1)
  }
  console.log('Installing the AWS CLI, the SAM CLI, cfn-lint, MiniStack and zizmor into .venv. That takes a minute, once.')
  rmSync(venv, { recursive: true, force: true })
  execFileSync(python, ['-m', 'venv', venv], { stdio: 'inherit' })
  execFileSync(
    join(venv, 'bin', 'python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes', '-r', requirements],
    { stdio: 'inherit' },
  )
  writeFileSync(stamp, digest)
}
