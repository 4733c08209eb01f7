import type { Budget, CostModel } from './cost-model.ts'
import { type DirectKeys, directKeysOf } from './direct-keys.ts'
import type { Keys } from './keys.ts'
import { type Slack, slackOf } from './slack.ts'
import type { Trie } from './trie.ts'

/** What to cover, what to minimise, the budget, and what can be precomputed from them. */
export interface Problem {
  readonly trie: Trie
  readonly costModel: CostModel
  readonly budget: Budget
  readonly directKeys: DirectKeys
  readonly slack: Slack
}

export const problemOf = (trie: Trie, keys: Keys, costModel: CostModel, budget: Budget): Problem => ({
  trie,
  costModel,
  budget,
  directKeys: directKeysOf(trie, keys, costModel),
  slack: slackOf(trie, budget),
})
