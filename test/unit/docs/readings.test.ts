import { expect } from 'chai'
import { questions, readings } from '../../../local/aws/readings.ts'
import { readText } from '../../support/templates/templates.ts'

/** The cells of each row of the tables, without the separators. */
const rows = readText('docs/readings.md')
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line => line.split('|').map(cell => cell.trim()))

const codeIn = (cell = ''): ReadonlyArray<string> => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('docs/readings.md', () => {
  it('has a row for every question, and for no other', () => {
    expect(rows.map(([, question]) => codeIn(question)[0]).sort()).to.deep.equal([...questions].sort())
  })

  for (const question of questions) {
    const [, , named, source, does, settles] = rows.find(([, first]) => codeIn(first)[0] === question) ?? []

    it(`names every reading of ${question}, in order`, () => {
      expect(codeIn(named)).to.deep.equal(readings[question])
    })

    it(`says where ${question} comes from, what is done, and what settles it`, () => {
      expect([source, does, settles].filter(cell => cell === undefined || cell === '')).to.deep.equal([])
    })
  }
})
