import { expect } from 'chai'
import fc from 'fast-check'
import type { Answered } from '../../../../src/adapters/ci/announcement.ts'
import { answerMarkdown, code, markdownText, table } from '../../../../src/adapters/ci/markdown.ts'
import { hostileAnnouncement, hostileText, successAnnouncement } from '../../../support/builders/announcements.ts'

/** How many cells a row has: a backslash escapes the next pipe, or, as other readers have it, the next character. */
const cellCounts = (row: string): ReadonlyArray<number> => [
  row.split(/(?<!\\)\|/).length - 2,
  row.replace(/\\[^\n]/g, '').split('|').length - 2,
]

describe('table', () => {
  it('keeps its rows and columns, whatever the cells contain', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostileText, hostileText)), rows => {
        const lines = table(
          ['a', 'b'],
          rows.map(([one, other]) => [code(one), markdownText(other)]),
        ).split('\n')
        expect(lines).to.have.length(rows.length + 2)
        for (const line of lines) expect(cellCounts(line), line).to.deep.equal([2, 2])
      }),
    )
  })
})

describe('code', () => {
  it('is a code span, or HTML if the text has a backslash', () => {
    expect(code('/a|b')).to.equal('`/a\\|b`')
    expect(code('a`b')).to.equal('`` a`b ``')
    expect(code('a\\|<b>')).to.equal('<code>a&#92;&#124;&lt;b&gt;</code>')
    expect(code('\\😀')).to.equal('<code>&#92;&#128512;</code>')
  })
})

describe('markdownText', () => {
  it('escapes what Markdown could read', () => {
    expect(markdownText('#a *b* <c> [d](e) `f` | ~g~ &amp; $h$\n_i_')).to.equal(
      '\\#a \\*b\\* \\<c\\> \\[d\\](e) \\`f\\` \\| \\~g\\~ \\&amp; \\$h\\$ \\_i\\_',
    )
  })
})

describe('answerMarkdown', () => {
  it('has a heading, the text and the links', () => {
    expect(answerMarkdown(successAnnouncement() as Answered)).to.equal(
      '### Invalidation\n\nSent 2 paths\n\n\n- [I1](https://cdn.example/E1/I1)\n',
    )
  })

  it('keeps lists, and starts no other block', () => {
    const text = 'Failed:\n- 1. a\n- #b\n---\n1) c\n    d\n=='
    expect(answerMarkdown({ _tag: 'Answered', level: 'error', text, outputs: [], links: [] }).split('\n').filter(Boolean)).to.deep.equal([
      '### Invalidation failed',
      'Failed:',
      '- 1\\. a',
      '- \\#b',
      '\\---',
      '1\\) c',
      'd',
      '\\==',
    ])
  })

  it('has only its own headings, HTML and fences, whatever the text contains', () => {
    fc.assert(
      fc.property(hostileAnnouncement, announcement => {
        const [heading, ...lines] = answerMarkdown(announcement as Answered).split('\n')
        expect(heading).to.match(/^### \w/)
        for (const line of lines) expect(line, line).to.not.match(/^\s*(?:#|=|---|\d+[.)]|```)|(?<!\\)(?:\\\\)*[<`|]/)
      }),
    )
  })
})
