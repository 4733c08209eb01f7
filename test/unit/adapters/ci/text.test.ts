import { expect } from 'chai'
import fc from 'fast-check'
import { joinedWithin, jsonLine, linesWithin, onOneLine, withoutCommands } from '../../../../src/adapters/ci/text.ts'
import { hostileText } from '../../../support/builders/announcements.ts'
import { azureCommands, githubCommands, gitlabSections } from '../../../support/oracles/ci-agents.ts'

const commandsIn = (text: string) => [...githubCommands(text), ...azureCommands(text), ...gitlabSections(text)]

describe('withoutCommands', () => {
  it('changes only what an agent would run as a command', () => {
    for (const text of ['3 paths on E1\n', 'a::b', '#product:1', '- #a: ##', 'a\n: b\n', 'x = 1 :: 2']) {
      expect(withoutCommands(text), text).to.equal(text)
    }
    expect(withoutCommands('::error::x')).to.equal(': :error::x')
    expect(withoutCommands('ok\n  ::add-mask::x\n')).to.equal('ok\n  : :add-mask::x\n')
    expect(withoutCommands('a ##[error]b ##vso[task.complete]c')).to.equal('a # #[error]b # #vso[task.complete]c')
    expect(withoutCommands('a\r::error::b\u001b[0K')).to.equal('a ::error::b [0K')
    expect(withoutCommands(':\u00ad:error::x #\u200b#[error]')).to.equal(': :error::x # #[error]')
  })

  it('takes no time for many line separators, at which lines start, too', () => {
    const startedAt = performance.now()
    const separators = '\u2028'.repeat(50_000)
    expect(withoutCommands(`${separators}x\n${separators} ::error::x`)).to.equal(`${separators}x\n${separators} : :error::x`)
    expect(performance.now() - startedAt).to.be.below(1_000)
  })

  it('leaves no command in any text, and keeps its lines', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const safe = withoutCommands(text)
        expect(commandsIn(safe)).to.deep.equal([])
        expect(safe.split('\n')).to.have.length(text.split('\n').length)
        expect(withoutCommands(safe)).to.equal(safe)
      }),
    )
  })
})

describe('jsonLine', () => {
  it('is the value, on one line without a command, which nothing has to change', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const value = { summary: one, ids: [other] }
        const line = jsonLine(value)
        expect(JSON.parse(line)).to.deep.equal(value)
        expect(commandsIn(line)).to.deep.equal([])
        expect(line.indexOf('\n')).to.equal(line.length - 1)
        expect(withoutCommands(line)).to.equal(line)
      }),
    )
  })
})

describe('onOneLine', () => {
  it('replaces control characters', () => {
    expect(onOneLine('a\nb\u001b\u0085c')).to.equal('a b  c')
  })
})

describe('joinedWithin', () => {
  it('keeps whole values', () => {
    expect(joinedWithin(['I1', 'I2', 'I3'], 5)).to.equal('I1,I2')
    expect(joinedWithin(['I1', 'I2'], 4)).to.equal('I1')
    expect(joinedWithin(['I1'], 1)).to.equal('')
    expect(joinedWithin([], 9)).to.equal('')
  })
})

describe('linesWithin', () => {
  it('keeps whole lines, and says that some are missing', () => {
    expect(linesWithin('a\nbb\n', 5)).to.equal('a\nbb\n')
    expect(linesWithin('aaaa\nbbbb\ncccc\n', 14)).to.equal('aaaa\n\n…\n')
  })

  it('keeps to the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.integer({ min: 6, max: 60 }), (lines, maxBytes) => {
        expect(Buffer.byteLength(linesWithin(lines.join('\n'), maxBytes))).to.be.at.most(maxBytes)
      }),
    )
  })
})
