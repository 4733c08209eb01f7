import { expect } from 'chai'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { commands, exitCodesTable, help, optionsTable, written } from '../../../../src/adapters/console/help.ts'
import { type CommandName, options } from '../../../../src/adapters/console/options.ts'

const names = Object.keys(commands) as ReadonlyArray<CommandName>

describe('help', () => {
  for (const command of [undefined, ...names]) {
    it(`fits into 80 columns, and ends with a line break (${command ?? 'the program'})`, () => {
      const lines = help(command).split('\n')
      expect(lines.filter(line => line.length > 80)).to.deep.equal([])
      expect(lines.at(-1)).to.equal('')
      expect(lines.filter(line => line !== line.trimEnd())).to.deep.equal([])
    })
  }

  for (const command of names) {
    it(`lists exactly the options of ${command}`, () => {
      const listed = [...help(command).matchAll(/^ {2}(--[\w-]+(?: [A-Z]+)*)/gm)].map(([, option]) => option)
      expect(listed).to.have.members(options.filter(option => option.commands.includes(command)).map(written))
      expect(help(command)).to.match(new RegExp(`^Usage: cloudfront-invalidator ${command} .*\\[options\\]\\n\\n`))
    })
  }

  it('puts names and descriptions into two columns', () => {
    expect(help('invalidate'))
      .to.include(
        '\n  --paths-from FILE       A file with more items, or - for standard input: one\n                          item per line, or a JSON array.\n',
      )
      .and.include('\nAWS:\n  --role-arn ARN          A role to assume')
      .and.include('\n  --output FORMAT         One of text, json, ids. Default: text.\n')
    expect(help('plan')).to.not.include('AWS:')
  })

  it('lists the commands and all exit codes', () => {
    const overview = help(undefined)
    for (const command of names) expect(overview).to.match(new RegExp(`^ {2}${command} +[A-Z]`, 'm'))
    for (const text of [overview, ...names.map(help)]) {
      for (const code of Object.values(exitCodes)) expect(text).to.match(new RegExp(`^ {2}${code} +[A-Z-]`, 'm'))
    }
    expect(overview)
      .to.match(/^ {2}--version +Show/m)
      .and.match(/^ {2}--help +Show/m)
      .and.match(/^Usage: cloudfront-invalidator COMMAND/)
  })
})

describe('The tables of the documentation', () => {
  it('have a row for each option', () => {
    const rows = optionsTable().split('\n')
    expect(rows).to.have.length(options.length + 2)
    expect(rows[3]).to.equal(
      '| `--distribution ID` | invalidate, plan, status | The id of a distribution, or of a tenant (dt_…). Repeat it for several. |',
    )
    expect(rows[4]).to.equal('| `--zone ID` | invalidate, plan | Requires --cdn cloudflare: the id of a zone. Repeat it for several. |')
    expect(optionsTable()).to.include('such as \\*.html')
  })

  it('have a row for each exit code', () => {
    const rows = exitCodesTable().split('\n')
    expect(rows).to.have.length(Object.keys(exitCodes).length + 2)
    expect(rows[2]).to.equal('| 0 | Done, or nothing to do. |')
  })
})
