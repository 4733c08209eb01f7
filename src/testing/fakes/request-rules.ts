import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Item, isEverything, isTag, isWildcard, prefixOf } from '../../domain/items/item.ts'

const tagProblem = (tag: Item, { tags }: CdnCapabilities): string | undefined => {
  if (tags === undefined) return 'there are no cache tags'
  const name = tag.slice(1)
  if (name.length > tags.maxLength) return `has more than ${tags.maxLength} characters`
  return tags.pattern.test(name) ? undefined : `may hold only ${tags.allowed}`
}

const wildcardProblem = (wildcard: Item, { wildcards, purgesEverything }: CdnCapabilities): string | undefined => {
  if (wildcards === undefined) return purgesEverything && isEverything(wildcard) ? undefined : 'there are no wildcards'
  return wildcards.granularity === 'directory' && !prefixOf(wildcard).endsWith('/') ? 'a wildcard has to end in /*' : undefined
}

const pathProblem = (path: Item, capabilities: CdnCapabilities): string | undefined => {
  const { maxLength, unsupported } = capabilities.paths
  if (!path.startsWith('/')) return 'a path starts with /'
  if (path.length > maxLength) return `has more than ${maxLength} characters`
  if (unsupported?.pattern.test(path)) return unsupported.reason
  if (path.slice(0, -1).includes('*')) return 'has a * before its end'
  return isWildcard(path) ? wildcardProblem(path, capabilities) : undefined
}

const itemProblem = (item: Item, capabilities: CdnCapabilities): string | undefined =>
  isTag(item) ? tagProblem(item, capabilities) : pathProblem(item, capabilities)

type Kind = 'tag' | 'wildcard' | 'path'

const kindOf = (item: Item): Kind => {
  if (isTag(item)) return 'tag'
  return isWildcard(item) ? 'wildcard' : 'path'
}

const rejected = (code: string): CdnFailure => ({ _tag: 'RequestRejected', code, hint: 'Send only what the capabilities allow.' })

/** Why the host does not fit the items, if it does not. */
const hostProblem = ({ host, items }: InvalidationRequest, { parameters, everyHost }: CdnCapabilities): string | undefined => {
  if (parameters.host === undefined) return host === undefined ? undefined : 'HostUnknown'
  if (host === undefined) return items.every(isTag) ? undefined : 'HostMissing'
  if (host === everyHost?.value) return items.every(item => isTag(item) || isEverything(item)) ? undefined : 'HostNotNamed'
  return everyHost?.isRequired && items.some(isEverything) ? 'HostNamed' : undefined
}

const rejectionOfForm = (request: InvalidationRequest, capabilities: CdnCapabilities): CdnFailure | undefined => {
  const { credentials, items } = request
  const { parameters, mixesKinds, purgesEverything } = capabilities
  const problem = hostProblem(request, capabilities)
  if (problem !== undefined) return rejected(problem)
  if (parameters.credentials === undefined && credentials !== undefined) return rejected('CredentialsUnknown')
  if (!mixesKinds && new Set(items.map(kindOf)).size > 1) return rejected('KindsMixed')
  const isPurge = purgesEverything && items.some(isEverything)
  return isPurge && items.length > 1 ? rejected('PurgeMixed') : undefined
}

const isTooLarge = ({ items }: InvalidationRequest, { maxItemsPerRequest, paths, wildcards, tags }: CdnCapabilities): boolean => {
  const limits: Readonly<Record<Kind, number>> = {
    path: paths.maxPerRequest,
    wildcard: wildcards?.maxPerRequest ?? 1,
    tag: tags?.maxPerRequest ?? items.length,
  }
  const count = (kind: Kind): number => items.filter(item => kindOf(item) === kind).length
  return (
    items.length > maxItemsPerRequest || count('path') > limits.path || count('wildcard') > limits.wildcard || count('tag') > limits.tag
  )
}

/** Why a CDN with these capabilities rejects a request, if it does. It takes all that it declares, and nothing else. */
export const rejectionOf = (request: InvalidationRequest, capabilities: CdnCapabilities): CdnFailure | undefined => {
  const formal = rejectionOfForm(request, capabilities)
  if (formal !== undefined) return formal
  if (isTooLarge(request, capabilities)) return { _tag: 'RequestTooLarge' }
  const problems = request.items.flatMap(item => {
    const problem = itemProblem(item, capabilities)
    return problem === undefined ? [] : [`${item}: ${problem}`]
  })
  return problems.length === 0 ? undefined : { _tag: 'ItemsRejected', detail: problems.join('; ') }
}
