import { expect } from 'chai'
import { topmost } from '../../../../../src/domain/cover/search/topmost.ts'
import { trieOf } from '../../../../../src/domain/cover/search/trie.ts'

describe('trieOf', () => {
  it('numbers the groups from the leaves to the root', () => {
    const trie = trieOf(['/a/1', '/a/2', '/b/1', '/b/2', '/b/2x'], 'character')
    expect(trie).to.deep.equal({
      keys: 5,
      nodes: 4,
      depth: Int32Array.of(3, 4, 3, 1),
      first: Int32Array.of(0, 3, 2, 0),
      end: Int32Array.of(2, 5, 5, 5),
      parent: Int32Array.of(3, 2, 3, -1),
      children: Int32Array.of(0, 0, 1, 2),
      owner: Int32Array.of(0, 0, 2, 1, 1),
    })
  })

  it('has no group for a single key', () => {
    const { nodes, owner } = trieOf(['/a'], 'character')
    expect(nodes).to.equal(0)
    expect(owner).to.deep.equal(Int32Array.of(-1))
  })

  it('has a group for a key that is the prefix of all others', () => {
    const { nodes, depth, owner } = trieOf(['/', '/a', '/b'], 'directory')
    expect(nodes).to.equal(1)
    expect(depth[0]).to.equal(1)
    expect(owner).to.deep.equal(Int32Array.of(0, 0, 0))
  })
})

describe('topmost', () => {
  const trie = trieOf(['/a/1', '/a/2', '/b/1', '/b/2', '/b/2x'], 'character')

  it('finds the root if every node is chosen', () => {
    expect(topmost(trie, () => true)).to.deep.equal([3])
  })

  it('finds chosen nodes that are under no other one', () => {
    expect(topmost(trie, node => node < 3)).to.deep.equal([2, 0])
    expect(topmost(trie, node => node === 1)).to.deep.equal([1])
    expect(topmost(trie, () => false)).to.deep.equal([])
  })
})
