import { expect } from 'chai'
import fc from 'fast-check'
import { type CoverTask, leastCollateralCover } from '../../../../../src/domain/cover/least-collateral-cover.ts'
import { bestMultipliers } from '../../../../../src/domain/cover/search/multipliers.ts'
import type { Problem } from '../../../../../src/domain/cover/search/problem.ts'
import { item } from '../../../../support/builders/arbitraries.ts'
import { coverProblem } from '../../../../support/builders/cover-problem.ts'
import { rightOf } from '../../../../support/either.ts'
import { fullLists, somePath, somePattern } from '../../../../support/oracles/covers.ts'

const boundOf = ({ changed, unchanged, maxPaths, maxWildcards }: CoverTask): number => {
  const { problem } = coverProblem({ changed, unchanged, paths: maxPaths, wildcards: maxWildcards })
  return problem.trie.nodes === 0 ? 0 : bestMultipliers(problem).relaxation.bound
}

const folders = Array.from({ length: 24 }, (_, at) => `/${'abcd'.charAt(at % 4)}/${100 + at}/`)
const files = folders.flatMap((folder, at) => ['1', '2', '3', '4'].slice(0, 2 + (at % 3)).map(name => `${folder}${name}`))
const someWild = files.map((file, at) => (at % 3 === 0 ? `${file}*` : file))
const allWild = files.map(file => `${file}*`)
const unchangedFiles = folders.flatMap((folder, at) => Array.from({ length: (at * at) % 23 }, (_, number) => `${folder}~${number}`))

/** Folders of two files, the wildcard of each of which costs four times as much as that of the one before. */
const geometric = (): Problem => {
  const pairs = Array.from({ length: 60 }, (_, at) => [`/${100 + at}/1`, `/${100 + at}/2`])
  const { problem } = coverProblem({ changed: pairs.flat(), unchanged: [], paths: 117, wildcards: 120 })
  const { trie, costModel } = problem
  const nodeCosts = costModel.nodeCosts.slice()
  let folder = 0
  for (const [node, children] of trie.children.subarray(0, trie.nodes).entries()) {
    folder += children === 0 ? 1 : 0
    nodeCosts[node * costModel.size] = 4 ** (children === 0 ? folder : folder + 2)
  }
  return { ...problem, costModel: { ...costModel, nodeCosts } }
}

/** Bound, cost, paths, wildcards and multipliers of both relaxed covers. */
const resultOf = (problem: Problem): ReadonlyArray<string> => {
  const { relaxation, feasible } = bestMultipliers(problem)
  return [relaxation, ...(feasible ? [feasible] : [])].map(
    ({ bound, cost, paths, wildcards, pathMultiplier, wildcardMultiplier }) =>
      `${bound.toFixed(3)} ${Math.round(cost)} ${paths} ${wildcards} ${pathMultiplier.toFixed(3)} ${wildcardMultiplier.toFixed(3)}`,
  )
}

describe('bestMultipliers', () => {
  it('never gives a bound above the cost of the best cover', () => {
    const task = fc.record({
      changed: fullLists(somePattern, 40),
      unchanged: fullLists(somePath, 40),
      maxPaths: fc.integer({ min: 1, max: 20 }),
      maxWildcards: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(task, given => {
        const { unchanged } = rightOf(leastCollateralCover(given)).collateral
        expect(boundOf(given)).to.be.at.most(unchanged + 1e-6)
      }),
    )
  })

  it('accounts for the budget of wildcards if they cost nothing themselves', () => {
    const folders = Array.from({ length: 40 }, (_, index) => `/${index}x`)
    const changed = folders.flatMap(folder => [`${folder}/a`, `${folder}/b`]).map(item)
    const unchanged = folders
    const given = { changed, unchanged, maxPaths: 41, maxWildcards: 10 }
    const minimum = rightOf(leastCollateralCover(given)).collateral.unchanged
    expect(boundOf(given)).to.be.above(minimum / 2)
  })

  const found: ReadonlyArray<readonly [string, ReadonlyArray<string>, number, number, ReadonlyArray<string>]> = [
    ['files', files, 60, 5, ['6.000 8 58 6 2.000 2.000', '6.000 8 59 5 2.000 2.000']],
    ['files', files, 40, 10, ['51.067 48 41 10 3.067 0.200', '50.618 55 39 8 2.945 0.719']],
    ['files', files, 24, 12, ['100.500 107 22 8 3.250 0.000', '100.388 107 22 8 3.306 0.000']],
    ['files', files, 69, 9, ['0.000 0 72 0 0.000 0.000', '-0.364 0 68 2 0.364 0.000']],
    ['files', files, 59, 5, ['8.000 8 59 5 2.006 2.011', '8.000 8 59 5 2.000 2.000']],
    ['files', files, 38, 12, ['57.000 57 38 11 3.036 0.000', '57.000 57 38 11 3.036 0.000']],
    ['files', files, 38, 10, ['57.200 48 41 10 3.067 0.200', '56.542 61 37 8 3.020 0.719']],
    ['wildcards', allWild, 38, 38, ['57.000 57 38 38 3.036 0.000', '57.000 57 38 38 3.036 0.000']],
    ['files', files, 41, 10, ['48.000 48 41 10 3.001 0.003', '48.000 48 41 10 3.000 0.003']],
    ['files', files, 22, 8, ['107.000 107 22 8 3.250 0.000', '107.000 107 22 8 3.306 0.000']],
    ['files', files, 71, 1, ['0.000 0 72 0 0.000 0.000']],
    ['files, some of them wildcards', someWild, 60, 5, ['151.747 184 1 1 0.000 8.063', '138.000 184 1 1 0.000 11.500']],
    ['files, some of them wildcards', someWild, 40, 10, ['111.434 55 43 17 0.000 8.062', '80.500 184 1 1 0.000 11.500']],
    ['files, some of them wildcards', someWild, 24, 12, ['103.167 92 28 13 2.000 3.167', '57.500 184 1 1 0.000 11.500']],
    ['files, some of them wildcards', someWild, 80, 12, ['95.309 55 47 17 0.000 8.062', '57.500 184 1 1 0.000 11.500']],
    ['files, some of them wildcards', someWild, 80, 24, ['0.000 0 72 24 0.000 0.000', '0.000 0 72 24 0.000 0.000']],
    ['wildcards', allWild, 30, 30, ['81.667 57 38 38 3.083 0.000', '81.500 94 26 26 3.125 0.000']],
    ['wildcards', allWild, 40, 10, ['150.998 107 22 22 0.000 3.666', '80.500 184 1 1 0.000 11.500']],
    ['wildcards', allWild, 80, 24, ['100.499 94 26 26 0.000 3.250', '100.452 107 22 22 0.000 3.274']],
  ]
  for (const [what, changed, paths, wildcards, expected] of found) {
    it(`bounds the cost of covering ${what} with ${paths} paths, ${wildcards} of them wildcards`, () => {
      expect(resultOf(coverProblem({ changed, unchanged: unchangedFiles, paths, wildcards }).problem)).to.deep.equal(expected)
    })
  }

  it('takes a fixed number of steps', () => {
    expect(resultOf(geometric())).to.deep.equal(['0.000 0 120 0 0.000 0.000', '-282237412498.280 5742002176 95 7 13089973394.285 0.000'])
  })
})
