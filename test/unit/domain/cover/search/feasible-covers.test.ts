import { expect } from 'chai'
import fc from 'fast-check'
import { deepestFolders } from '../../../../../src/domain/cover/search/deepest-folders.ts'
import { bestNarrowed, type FeasibleCover } from '../../../../../src/domain/cover/search/feasible-covers.ts'
import type { Problem } from '../../../../../src/domain/cover/search/problem.ts'
import { coverProblem, prefixesOf } from '../../../../support/builders/cover-problem.ts'
import { fullLists, nestedPath, nestedPattern } from '../../../../support/oracles/covers.ts'

/** Paths and cost of the wildcards of nodes, and of the keys that none of them covers. */
const usageOf = ({ trie, costModel: { size, nodeCosts, keyCosts } }: Problem, nodes: ReadonlyArray<number>) => {
  const isCovered = (key: number): boolean => nodes.some(node => (trie.first[node] ?? 0) <= key && key < (trie.end[node] ?? 0))
  const left = Array.from({ length: trie.keys }, (_, key) => key).filter(key => !isCovered(key))
  const sum = (number: number): number =>
    nodes.reduce((total, node) => total + (nodeCosts[node * size + number] ?? 0), 0) +
    left.reduce((total, key) => total + (keyCosts[key * size + number] ?? 0), 0)
  return { paths: nodes.length + left.length, cost: Float64Array.from({ length: size }, (_, number) => sum(number)) }
}

describe('bestNarrowed', () => {
  const task = fc.record({
    changed: fullLists(nestedPattern, 60),
    unchanged: fc.option(fullLists(nestedPath, 60), { nil: undefined }),
    protect: fullLists(nestedPattern, 3),
    paths: fc.integer({ min: 1, max: 20 }),
    wildcards: fc.integer({ min: 1, max: 15 }),
  })

  it('reports what its cover uses and costs', () => {
    fc.assert(
      fc.property(task, given => {
        const { keys, problem } = coverProblem(given)
        fc.pre(problem.trie.nodes > 0)
        const starts = [deepestFolders(problem.trie, keys, problem.budget), [problem.trie.nodes - 1]]
        const { nodes, paths, cost } = bestNarrowed(problem, starts)
        expect({ paths, cost }).to.deep.equal(usageOf(problem, nodes))
        expect(paths).to.be.at.most(given.paths)
      }),
    )
  })

  interface Example {
    readonly changed: ReadonlyArray<string>
    readonly unchanged: ReadonlyArray<string>
    readonly protect?: ReadonlyArray<string>
    readonly paths: number
    readonly wildcards: number
  }
  const narrowed = (given: Example, starts: ReadonlyArray<ReadonlyArray<string>>) => {
    const { keys, problem } = coverProblem(given)
    const nodeOf = (prefix: string): number =>
      Array.from({ length: problem.trie.nodes }, (_, node) => node).find(node => prefixesOf(keys, problem, [node])[0] === prefix) ?? -1
    const cover: FeasibleCover = bestNarrowed(
      problem,
      starts.map(start => start.map(nodeOf)),
    )
    return prefixesOf(keys, problem, cover.nodes)
  }
  const inA = ['/a/x/1', '/a/x/2', '/a/x/3', '/a/y']
  const inC = ['/c/1', '/c/2']

  it('splits a wildcard into parts that cost as much if they can be split further', () => {
    const given = { changed: [...inA, ...inC], unchanged: ['/a/x/~', '/z'], paths: 6, wildcards: 2 }
    expect(narrowed(given, [['/a/', '/c/']])).to.deep.equal(['/c/'])
  })

  it('does not split a wildcard that costs nothing', () => {
    const given = { changed: [...inA, '/c/x/1', '/c/x/2', '/c/y'], unchanged: ['/a/x/~', '/z'], paths: 9, wildcards: 3 }
    expect(narrowed(given, [['/a/', '/c/']])).to.deep.equal(['/c/'])
  })

  it('does not split a wildcard into parts that cost more', () => {
    const inApi = ['/api/v1/a/1', '/api/v1/a/2', '/api/v1/b/1', '/api/v1/b/2']
    const given = { changed: [...inA, ...inApi], unchanged: ['/a/x/~', '/z'], protect: ['/api/*'], paths: 6, wildcards: 3 }
    expect(narrowed(given, [['/a/', '/api/v1/']])).to.deep.equal(['/api/v1/'])
  })

  const twice = { changed: ['/a/1', '/a/2', '/b/1', '/b/2'], unchanged: ['/z'], paths: 4, wildcards: 2 }

  it('prefers fewer paths', () => {
    expect(narrowed(twice, [[], ['/a/'], ['/a/', '/b/'], []])).to.deep.equal(['/a/', '/b/'])
  })

  it('takes the first of equally good covers', () => {
    expect(narrowed(twice, [['/b/'], ['/a/']])).to.deep.equal(['/b/'])
    expect(narrowed(twice, [['/a/'], ['/b/']])).to.deep.equal(['/a/'])
  })
})
