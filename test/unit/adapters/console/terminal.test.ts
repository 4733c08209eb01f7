import { expect } from 'chai'
import { paintFor, statusLine, type Terminal, terminalOf } from '../../../../src/adapters/console/terminal.ts'

const facts = (environment: Readonly<Record<string, string>>, isTTY = true) => ({ isTTY, columns: 100, environment })

describe('terminalOf', () => {
  it('rewrites and colours in a terminal', () => {
    expect(terminalOf(facts({ TERM: 'xterm' }))).to.deep.equal({ rewrites: true, colours: true, columns: 100 })
    expect(terminalOf(facts({}))).to.deep.equal({ rewrites: true, colours: true, columns: 100 })
  })

  it('does neither in a file or a pipe, nor in a terminal without control codes', () => {
    expect(terminalOf(facts({}, false))).to.include({ rewrites: false, colours: false })
    expect(terminalOf(facts({ TERM: 'dumb' }))).to.include({ rewrites: false, colours: false })
  })

  it('does not rewrite in a CI system', () => {
    for (const CI of ['true', '1', 'yes']) expect(terminalOf(facts({ CI })), CI).to.include({ rewrites: false, colours: true })
    for (const CI of ['', 'false', '0']) expect(terminalOf(facts({ CI })), CI).to.include({ rewrites: true })
  })

  it('does not colour if NO_COLOR is not empty', () => {
    expect(terminalOf(facts({ NO_COLOR: '1' }))).to.include({ rewrites: true, colours: false })
    expect(terminalOf(facts({ NO_COLOR: '' }))).to.include({ colours: true })
  })

  it('assumes 80 columns if they are unknown', () => {
    for (const columns of [undefined, 0]) expect(terminalOf({ ...facts({}), columns }).columns).to.equal(80)
  })
})

describe('paintFor', () => {
  it('colours, or not', () => {
    expect(paintFor({ colours: true })('red', 'x')).to.equal('\u001b[31mx\u001b[0m')
    expect(paintFor({ colours: true })('green', 'x')).to.equal('\u001b[32mx\u001b[0m')
    expect(paintFor({ colours: true })('yellow', 'x')).to.equal('\u001b[33mx\u001b[0m')
    expect(paintFor({ colours: false })('red', 'x')).to.equal('x')
  })
})

describe('statusLine', () => {
  const line = (terminal: Partial<Terminal>) => {
    let written = ''
    let now = 0
    const status = statusLine(
      { rewrites: true, colours: false, columns: 20, ...terminal },
      () => now,
      text => {
        written += text
      },
    )
    return {
      status,
      advance: (milliseconds: number) => {
        now += milliseconds
      },
      taken: () => {
        const text = written
        written = ''
        return text
      },
    }
  }

  it('rewrites one line, with the seconds since the start', () => {
    const { status, advance, taken } = line({})
    status.show('one')
    expect(taken()).to.equal('\r\u001b[2K0 s  one')
    advance(1_600)
    status.show('two', ': 5')
    expect(taken()).to.equal('\r\u001b[2K2 s  two: 5')
  })

  it('cuts the line, so that it stays one', () => {
    const { status, taken } = line({})
    status.show('x'.repeat(50))
    expect(taken()).to.equal(`\r\u001b[2K0 s  ${'x'.repeat(14)}`)
    status.show('a\nb\u001bc')
    expect(taken()).to.equal('\r\u001b[2K0 s  a b c')
  })

  it('clears what is shown, once', () => {
    const { status, taken } = line({})
    status.clear()
    expect(taken()).to.equal('')
    status.show('x')
    taken()
    status.clear()
    expect(taken()).to.equal('\r\u001b[2K')
    status.clear()
    expect(taken()).to.equal('')
  })

  it('prints each text once where a line cannot be rewritten, without its detail', () => {
    const { status, taken } = line({ rewrites: false })
    status.show('one', ': 1')
    status.show('one', ': 2')
    status.show(`two\n${'x'.repeat(30)}`)
    status.show('one')
    status.clear()
    expect(taken()).to.equal(`one\ntwo ${'x'.repeat(30)}\n`)
  })
})
