import { expect } from 'chai'
import fc from 'fast-check'
import { deepestFolders } from '../../../../../src/domain/cover/search/deepest-folders.ts'
import { keysOf } from '../../../../../src/domain/cover/search/keys.ts'
import { trieOf } from '../../../../../src/domain/cover/search/trie.ts'
import { minimise } from '../../../../support/by-cloudfront.ts'
import { fullLists, granularities, nestedPattern } from '../../../../support/oracles/covers.ts'
import { deepestDirectory } from '../../../../support/oracles/deepest-directory.ts'

describe('deepestFolders', () => {
  for (const granularity of granularities) {
    it(`merges the folders that the strategy merges path by path (${granularity})`, () => {
      fc.assert(
        fc.property(
          fullLists(nestedPattern, 40),
          fc.integer({ min: 1, max: 20 }),
          fc.integer({ min: 1, max: 10 }),
          (list, paths, wildcards) => {
            const changed = minimise(list)
            const keys = keysOf(changed)
            const trie = trieOf(keys.texts, granularity)
            fc.pre(trie.nodes > 0)
            const folders = deepestFolders(trie, keys, { paths, wildcards }).map(node => {
              const prefix = keys.texts[trie.first[node] ?? 0]?.slice(0, trie.depth[node]) ?? ''
              return `${prefix.slice(0, prefix.lastIndexOf('/') + 1)}*`
            })
            const added = deepestDirectory(changed, { paths, wildcards }).filter(
              path => path.endsWith('*') && !changed.some(one => one === path),
            )
            expect(folders.toSorted()).to.deep.equal(added.toSorted())
          },
        ),
      )
    })
  }
})
