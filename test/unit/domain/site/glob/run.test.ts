import { expect } from 'chai'
import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { toAutomaton } from '../../../../../src/domain/site/glob/automaton.ts'
import { parse } from '../../../../../src/domain/site/glob/parse.ts'
import { compile } from '../../../../../src/domain/site/glob/program.ts'
import { type Run, run } from '../../../../../src/domain/site/glob/run.ts'
import { rightOf } from '../../../../support/either.ts'
import { sampleGlob } from '../../../../support/oracles/globs.ts'

const programOf = (glob: string) => compile(rightOf(parse(glob)))

const runOf = (glob: string, name: string): Run => pipe(programOf(glob), toAutomaton, automaton => run(automaton, name))

/** Up to 1,024 characters of parts that keep many states alive or have many of them. */
const hostileGlob = fc
  .array(fc.constantFrom('a', '*', '*a', '?', '**/', '/**/', '/*/', '{a,b}', '{a*,*b,}', '{,}', '{,{,{,}}}', '{*,*}*', '[ab]', '[!/a-z]'), {
    minLength: 1,
    maxLength: 113,
    size: 'max',
  })
  .map(parts => parts.join(''))

/** Names of up to 4,096 characters that repeat a few. */
const longName = fc
  .tuple(fc.string({ unit: fc.constantFrom(...'aaab/-', '😀'), minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 4_096 }))
  .map(([text, length]) => text.repeat(Math.ceil(length / text.length)).slice(0, length))

describe('run', () => {
  it('accepts the same names whether the states fit into one number or not', () => {
    for (const length of [29, 30, 31, 32, 33, 62, 63, 64, 65, 500]) {
      const text = 'ab'.repeat(length).slice(0, length)
      for (const glob of [text, `${text}*`, `{x,${text}*}`, `${text}{x,y*,}*`, `${text}{,x{,y}}`, `${text}**`]) {
        expect(runOf(glob, text).isAccepted, glob).to.equal(true)
        expect(runOf(glob, text.slice(1)).isAccepted, glob).to.equal(false)
      }
    }
  })

  it('stops at the first character that nothing can follow', () => {
    expect(runOf('a/*', 'b'.repeat(4_096))).to.deep.equal({ isAccepted: false, steps: 2 })
  })

  it('counts a step for each word of states, and for each alternative that it follows', () => {
    expect(runOf('ab', 'ab').steps).to.equal(3)
    expect(runOf('{a,b}', 'a').steps).to.equal(4)
  })

  it('takes work linear in the pattern and in the name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileGlob,
          sampleGlob.map(({ text }) => text),
        ),
        longName,
        (glob, name) => {
          expect(programOf(glob).length).to.be.at.most(2 * glob.length)
          expect(runOf(glob, name).steps).to.be.at.most(2 * glob.length * (name.length + 1))
        },
      ),
    )
  })
})
