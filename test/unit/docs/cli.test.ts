import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { readArguments } from '../../../src/adapters/console/arguments.ts'
import { exitCodesTable, optionsTable } from '../../../src/adapters/console/help.ts'
import { readJobCommand, readStatusCommand } from '../../../src/adapters/console/read-command.ts'
import { cdns } from '../../../src/entrypoints/cli/cdns.ts'
import { blocksOf, documents, generatedIn } from '../../support/documents.ts'
import { readText } from '../../support/templates/templates.ts'
import { scratchPerSuite } from '../../support/worlds/cli.ts'
import { cliInProcess } from '../../support/worlds/cli-in-process.ts'

const page = 'docs/cli.md'

/** The arguments of a command as a shell splits them. */
const wordsOf = (command: string): ReadonlyArray<string> =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** The arguments of every command line in the documents. */
const commandLines = documents.flatMap(document =>
  [...readText(document).matchAll(/^(?: *- | *)npx cloudfront-invalidator (?<args>.*?)(?: +#.*)?$/gm)].map(
    ({ groups: { args = '' } = {} }) => ({
      document,
      args: wordsOf(args),
    }),
  ),
)

describe(page, () => {
  const scratch = scratchPerSuite()

  it('has the options of the program', () => {
    expect(generatedIn(page, 'options')).to.equal(optionsTable())
  })

  it('has the exit codes of the program', () => {
    expect(generatedIn(page, 'exit codes')).to.equal(exitCodesTable())
  })

  it('shows only command lines that work, like the other documents', () => {
    expect(commandLines).to.have.length.above(6)
    for (const { document, args } of commandLines) {
      const request = readArguments(args)
      expect(E.isRight(request), `${document}: ${args.join(' ')}`).to.equal(true)
      if (E.isLeft(request) || request.right._tag !== 'Command') continue
      const isStatus = request.right.command === 'status'
      const { capabilities } = cdns[request.right.cdn]
      const read = isStatus ? readStatusCommand(capabilities)(request.right) : readJobCommand(capabilities)(request.right)
      expect(read, `${document}: ${args.join(' ')}`).to.have.property('_tag', 'Right')
    }
  })

  it('shows what the first example prints', async () => {
    const shared = { 'blog/one.html': '1', 'a.css': 'a' }
    const old = { ...shared, 'index.html': 'a', 'about.html': 'a', 'blog/two.html': 'a', 'blog/three.html': 'a', 'blog/gone.html': 'a' }
    const current = { ...shared, 'index.html': 'b', 'about.html': 'b', 'blog/two.html': 'b', 'blog/three.html': 'b', 'new.html': 'b' }
    const [command = ''] = blocksOf(page, 'sh')
    const [output] = blocksOf(page, 'text')
    const directories: Readonly<Record<string, string>> = { old: scratch.directory('old', old), new: scratch.directory('new', current) }
    const args = wordsOf(command.replace('npx cloudfront-invalidator', '')).map(word => directories[word] ?? word)
    expect(await cliInProcess(args)).to.deep.equal({ code: 0, stdout: output, stderr: '' })
  })
})
