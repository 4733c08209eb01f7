import { writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { help } from '../../../../src/adapters/console/help.ts'
import { scratchPerSuite } from '../../../support/worlds/cli.ts'
import { cliInProcess } from '../../../support/worlds/cli-in-process.ts'

const plan = (...args: ReadonlyArray<string>) => cliInProcess(['plan', ...args])

describe('The command line', () => {
  const scratch = scratchPerSuite()

  it('shows its help and its version', async () => {
    expect(await cliInProcess(['--help'])).to.deep.equal({ code: 0, stdout: help(undefined), stderr: '' })
    expect(await cliInProcess(['status', '--help'])).to.deep.equal({ code: 0, stdout: help('status'), stderr: '' })
    expect(await cliInProcess(['--version'])).to.deep.equal({ code: 0, stdout: '1.2.3\n', stderr: '' })
  })

  it('rejects a command line that cannot be read', async () => {
    const { code, stdout, stderr } = await cliInProcess(['plan', '--wait'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.usage, stdout: '' })
    expect(stderr).to.match(/^Invalid command line:\n- --wait: not an option of plan\n/)
  })

  it('rejects options that are wrong, in the format that was asked for', async () => {
    const { code, stdout } = await cliInProcess(['status', '--distribution', 'E1', '--output', 'json'])
    expect(code).to.equal(exitCodes.usage)
    expect(JSON.parse(stdout)).to.include({ status: 'Failed', error: 'usage' })
    expect(await plan('/a*b')).to.include({ code: exitCodes.usage })
  })

  it('plans paths', async () => {
    expect(await plan('/a', '/a')).to.deep.equal({ code: 0, stdout: '1 path; list price $0.005; 1 request\n\n  /a\n', stderr: '' })
    expect((await plan('/a', '--output', 'markdown')).stdout).to.match(/^### /)
    expect(JSON.parse((await plan('/a', '--distribution', 'E1', '--output', 'json')).stdout)).to.deep.include({ distributionIds: ['E1'] })
  })

  it('fails if the items do not fit', async () => {
    const { code, stderr } = await plan('#a', '#b', '--max-paths', '1')
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.match(
      /^The items do not fit into their budget:\n- --max-paths: 1 allowed, but there are 2 tags .* Use a --max-paths of at least 2/,
    )
  })

  it('adds the items of a file, with its doubts', async () => {
    writeFileSync(scratch.path('items'), '["/b", "/c, /d"]')
    const { stdout } = await plan('/a', '--paths-from', scratch.path('items'))
    expect(stdout).to.include('3 paths').and.include('taken literally: "/c, /d" (a comma does not separate items)')
  })

  it('says which file cannot be read', async () => {
    const missing = scratch.path('missing')
    const message = `${missing} cannot be read: it does not exist.\n`
    const directory = scratch.directory('site', { 'a.html': 'a' })
    for (const args of [
      ['--paths-from', missing],
      ['--changed', missing, directory],
      ['--changed', directory, missing],
    ]) {
      expect(await plan(...args)).to.deep.equal({ code: exitCodes.configuration, stdout: '', stderr: message })
    }
  })

  it('says what is wrong with standard input', async () => {
    const { code, stderr } = await cliInProcess(['plan', '--paths-from', '-'], { stdin: '{}' })
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.match(/^Standard input is invalid\. Correct it where it is created:\n- the file: expected a JSON array/)
  })

  it('fails if the rules select nothing', async () => {
    const directory = scratch.directory('one', { 'a.html': 'a' })
    const { code, stderr } = await plan('--changed', directory, directory, '--include', '*.css')
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.equal(`No file in ${directory} or ${directory} matches --strip-prefix, --include and --exclude.\n`)
  })

  it('applies the rules of a comparison', async () => {
    const before = scratch.directory('before', { 'dist/a/x.html': '1', 'dist/b.css': '1', 'c.html': '1' })
    const after = scratch.directory('after', { 'dist/a/x.html': '2', 'dist/b.css': '2', 'c.html': '2' })
    const { stdout } = await plan('--changed', before, after, '--strip-prefix', 'dist', '--exclude', '*.css')
    expect(stdout).to.equal(
      '1 path for 1 changed file; 0 unchanged flushed; list price $0.005; 1 request\n\n  /a/x.html\n\n  /     ~1\n    a/  ~1\n',
    )
  })
})
