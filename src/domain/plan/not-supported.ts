import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { excerpt } from '../codec/excerpt.ts'
import type { Issue } from '../codec/issue.ts'
import { type Item, isEverything, isTag, isWildcard } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'

/** What to use instead of a wildcard, after the problem. */
const insteadOfWildcards = ({ tags, purgesEverything }: CdnCapabilities): string => {
  const alternatives = [...(tags ? ['a cache tag'] : []), ...(purgesEverything ? ['"/*" for everything'] : [])]
  return alternatives.length === 0 ? '' : `; use ${alternatives.join(', or ')}`
}

const issueOf = (item: Item, cdn: CdnCapabilities): ReadonlyArray<Issue> => {
  const { name, tags, wildcards, purgesEverything } = cdn
  if (isTag(item) && tags === undefined) return [{ at: 'items', problem: `${name} has no cache tags: ${excerpt(item)}` }]
  if (!isWildcard(item) || wildcards !== undefined) return []
  return purgesEverything && isEverything(item)
    ? []
    : [{ at: 'items', problem: `${name} has no wildcards: ${excerpt(item)}${insteadOfWildcards(cdn)}` }]
}

const problemOfHost = (items: ReadonlyArray<Item>, { host }: JobSpec, { name, everyHost }: CdnCapabilities): string | undefined => {
  if (host === undefined) return items.every(isTag) ? undefined : `missing; ${name} invalidates the paths of a host`
  if (host === everyHost?.value) {
    const isPossible = items.every(item => isTag(item) || isEverything(item))
    return isPossible ? undefined : `${excerpt(host)} is only for "/*" and cache tags; name the host of the paths`
  }
  return everyHost?.isRequired && items.some(isEverything)
    ? `${name} can invalidate "/*" for all hosts only; use ${excerpt(everyHost.value)}, or a cache tag that all files of the host have`
    : undefined
}

const hostIssues = (items: ReadonlyArray<Item>, spec: JobSpec, cdn: CdnCapabilities): ReadonlyArray<Issue> => {
  const { host } = cdn.parameters
  if (host === undefined) return []
  const problem = problemOfHost(items, spec, cdn)
  return problem === undefined ? [] : [{ at: host.key, problem }]
}

/** Issues with a job that requests what the CDN cannot do. */
export const notSupported = (items: ReadonlyArray<Item>, spec: JobSpec, cdn: CdnCapabilities): ReadonlyArray<Issue> => {
  const { name, paths, completion } = cdn
  return [
    ...items.flatMap(item => issueOf(item, cdn)),
    ...hostIssues(items, spec, cdn),
    ...(spec.changed?.queryStrings && paths.queryStrings === undefined
      ? [{ at: 'changed.queryStrings', problem: `${name} cannot invalidate all query strings of a path` }]
      : []),
    ...(spec.waitForCompletion && completion === undefined
      ? [{ at: 'waitForCompletion', problem: `${name} does not report when an invalidation is complete` }]
      : []),
  ]
}
