import { execSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// Updates the output of `npm start` in README.md. With --check, fails if it is outdated, and writes nothing. Times and ids differ in every
// run and are ignored.

const root = join(import.meta.dirname, '..')
const path = join(root, 'README.md')
const block = /(?<=<!-- npm start -->\n```text\n)[\s\S]*?(?=```\n<!-- \/npm start -->)/

const exampleId = '11111111-abcd-1111-abcd-111111abcdef'
const withExampleId = text => text.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, exampleId)
const withoutTimes = text => text.replaceAll(/\d+\.\d{3}(?= s\b)/g, 'N')

/** The output of the script `start`, without npm, which would also build and print that. */
const outputOfStart = () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return execSync(scripts.start, { cwd: root, encoding: 'utf8', env: { ...process.env, PATH } })
}

const readme = readFileSync(path, 'utf8')
const [shown] = block.exec(readme) ?? []
if (shown === undefined) throw new Error('README.md has no block between <!-- npm start --> and <!-- /npm start -->')
const output = withExampleId(outputOfStart())

if (withoutTimes(shown) !== withoutTimes(output)) {
  if (process.argv.includes('--check')) {
    console.error(`README.md does not show the output of npm start. Run npm run readme to update it. The output is:\n\n${output}`)
    process.exit(1)
  }
  writeFileSync(
    path,
    readme.replace(block, () => output),
  )
}
