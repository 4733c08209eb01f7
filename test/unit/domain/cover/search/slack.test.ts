import { expect } from 'chai'
import { savedOutside } from '../../../../../src/domain/cover/search/saved-outside.ts'
import { slackOf } from '../../../../../src/domain/cover/search/slack.ts'
import { trieOf } from '../../../../../src/domain/cover/search/trie.ts'

// The nodes are /a/ (0), /b/x (1), /b/ (2), / (3).
const trie = trieOf(['/a/1', '/a/2', '/b/1', '/b/2', '/b/x1', '/b/x2', '/b/x3', '/c', '/d'], 'character')

describe('savedOutside', () => {
  it('lists what the wildcards of siblings, and of siblings of ancestors, save', () => {
    expect(trie.nodes).to.equal(4)
    expect([...savedOutside(trie, 2)]).to.deep.equal([4, 0, 1, 0, 1, 0, 0, 0])
    expect([...savedOutside(trie, 1)]).to.deep.equal([4, 1, 1, 0])
  })

  it('lists as many as asked for, largest first', () => {
    const flat = trieOf(['/a1', '/a2', '/a3', '/b1', '/b2', '/b3', '/b4', '/c1', '/c2', '/c3', '/d1', '/d2'], 'character')
    expect([...savedOutside(flat, 2)]).to.deep.equal([3, 2, 2, 2, 3, 2, 3, 2, 0, 0])
  })
})

describe('slackOf', () => {
  const slacks = (paths: number, wildcards: number, node: number): ReadonlyArray<number> => {
    const slack = slackOf(trie, { paths, wildcards })
    return Array.from({ length: Math.min(3, wildcards + 1) }, (_, used) => slack(node, used))
  }

  it('is the budget minus the keys outside, less what the remaining wildcards save', () => {
    expect(slacks(6, 2, 0)).to.deep.equal([3, 3, 0])
    expect(slacks(6, 2, 1)).to.deep.equal([1, 1, 0])
    expect(slacks(6, 2, 2)).to.deep.equal([3, 3, 2])
    expect(slacks(6, 2, 3)).to.deep.equal([6, 6, 6])
  })

  it('is never more than what remains if every sibling takes one path', () => {
    expect(slacks(8, 2, 1)).to.deep.equal([3, 3, 2])
    expect(slacks(6, 4, 1)).to.deep.equal([1, 1, 1])
  })

  it('ignores the number of wildcards if many are allowed', () => {
    expect(slacks(7, 32, 2)).to.deep.equal([4, 4, 4])
    const [counted, ignored] = [32, 33].map(wildcards => slackOf(trie, { paths: 5, wildcards }))
    expect(counted?.(2, 32)).to.equal(1)
    expect(ignored?.(2, 33)).to.equal(2)
    expect([0, 1, 2, 3].map(node => ignored?.(node, 0))).to.deep.equal([2, 0, 2, 5])
  })
})
