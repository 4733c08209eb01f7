import { readOrigins as readOriginsFor } from '../../src/adapters/s3-events/origins.ts'
import { batchOf as batchOfRules } from '../../src/domain/batch/batch-of.ts'
import { pathsOfObject as pathsOfObjectBy } from '../../src/domain/batch/paths-of-object.ts'
import type { Item } from '../../src/domain/items/item.ts'
import { readItemsFile as readItemsFileBy } from '../../src/domain/items/items-file.ts'
import { minimise as minimiseBy } from '../../src/domain/items/minimise.ts'
import { readItem as readItemBy } from '../../src/domain/items/read-item.ts'
import { readJobSpec as readJobSpecFor } from '../../src/domain/parameters/job-spec.ts'
import type { ArtifactEntry } from '../../src/domain/pipeline/artifact-entry.ts'
import { type ChangedPaths, changesOf as changesOfRules, everythingOf as everythingOfRules } from '../../src/domain/site/changed-paths.ts'
import { compare } from '../../src/domain/site/compare.ts'
import { pathOf as pathOfRules } from '../../src/domain/site/path-of.ts'
import { pathsOf as pathsOfRules, plainPathsOf as plainPathsOfRules, type Serving } from '../../src/domain/site/paths-of.ts'
import { cdnCapabilities, ciCapabilities } from './capabilities.ts'

// The domain's functions, applied to the rules of CloudFront and CodePipeline.

export const readItem = readItemBy(cdnCapabilities, ciCapabilities.variables)
export const readItemsFile = readItemsFileBy(cdnCapabilities, ciCapabilities.variables)
export const minimise = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => minimiseBy(items, cdnCapabilities.tags)
export const readJobSpec = readJobSpecFor(cdnCapabilities, ciCapabilities)
export const readOrigins = readOriginsFor(cdnCapabilities)
export const pathOf = (prefix: string, name: string, spare?: number): Item => pathOfRules(cdnCapabilities.paths, prefix, name, spare)
export const pathsOf = (serving: Serving, name: string): ReadonlyArray<Item> => pathsOfRules(cdnCapabilities.paths, serving, name)
export const plainPathsOf = (serving: Serving, name: string): ReadonlyArray<Item> => plainPathsOfRules(cdnCapabilities.paths, serving, name)

type WithoutRules<F> = F extends (rules: never, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never

export const changesOf = (
  rules: Parameters<typeof changesOfRules>[1],
  before: ReadonlyArray<ArtifactEntry>,
  after: ReadonlyArray<ArtifactEntry>,
): ChangedPaths => changesOfRules(cdnCapabilities.paths, rules, compare(before, after))
export const everythingOf: WithoutRules<typeof everythingOfRules> = (...rest) => everythingOfRules(cdnCapabilities.paths, ...rest)
export const batchOf: WithoutRules<typeof batchOfRules> = (...rest) => batchOfRules(cdnCapabilities.paths, ...rest)
export const pathsOfObject: WithoutRules<typeof pathsOfObjectBy> = (...rest) => pathsOfObjectBy(cdnCapabilities.paths, ...rest)
