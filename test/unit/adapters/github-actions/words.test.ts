import { expect } from 'chai'
import fc from 'fast-check'
import { options } from '../../../../src/adapters/console/options.ts'
import { inInputs } from '../../../../src/adapters/github-actions/words.ts'

describe('inInputs', () => {
  it('writes every option without its dashes', () => {
    for (const { name } of options) {
      expect(inInputs(`- --${name}: x\nLeave out --${name}, or (--${name}).\n`)).to.equal(
        `- ${name}: x\nLeave out ${name}, or (${name}).\n`,
      )
    }
  })

  it('translates what is not an option', () => {
    expect(inInputs('The command is fine: run it again.')).to.equal('The inputs are fine: run the job again.')
    expect(inInputs('Retry later. Run the command again.\n')).to.equal('Retry later. Run the job again.\n')
    expect(inInputs('  /a\n  and 7 more; --output json has them all\n')).to.equal('  /a\n  and 7 more\n')
  })

  it('does not change paths, names and other words that only look like options or arguments', () => {
    for (const text of [
      '  /--wait',
      '  /ITEM',
      '/ITEM/--wait cannot be read',
      'a--wait',
      '--waiting',
      '--wait-more',
      '  --wait/  +1',
      '--',
    ])
      expect(inInputs(text)).to.equal(text)
  })

  it('does not change what is quoted', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('--wait', ' --wait ', '"', '\\'), (text, word) => {
        const value = JSON.stringify(`${word}${text}${word}`)
        expect(inInputs(`--wait ${value} and ${value} --wait`)).to.equal(`wait ${value} and ${value} wait`)
      }),
    )
  })
})
