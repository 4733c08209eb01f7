import { isTooLarge, type Load, type Quota, quotaUnder } from './quota.ts'
import { completed, type SomeReadings } from './readings.ts'
import { type AwsError, awsError, ok, type Result } from './result.ts'

/** An invalidation as CloudFront stores it. `createdAt` is in milliseconds since 1970. */
export interface StoredInvalidation {
  readonly id: string
  /** The distribution, or the tenant. */
  readonly distributionId: string
  readonly reference: string
  readonly items: ReadonlyArray<string>
  readonly createdAt: number
}

/** When an invalidation completes: after a number of milliseconds, at the nth status check, or never. */
export type Completion = { readonly after: number } | { readonly checks: number } | 'never'

/** How the local CloudFront behaves. By default it accepts every valid request and completes it after 20 seconds. */
export interface CloudFrontOptions {
  /** The distributions that exist. If omitted, every id exists. */
  readonly distributionIds?: ReadonlyArray<string>
  /** Distributions that only serve tenants. */
  readonly multiTenantIds?: ReadonlyArray<string>
  /** The tenants that exist. If omitted, every id of a tenant exists. */
  readonly tenantIds?: ReadonlyArray<string>
  /** Distributions with a CacheTagConfig. */
  readonly taggedIds?: ReadonlyArray<string>
  readonly completion?: Completion
  /** Items to reject as invalid, in addition to those that CloudFront itself rejects. */
  readonly rejects?: (item: string) => boolean
  /** Instead of the quota of the readings. */
  readonly quota?: Quota | undefined
  readonly readings?: SomeReadings
  readonly now?: () => number
}

/** The part of a CreateInvalidation request that matters. */
interface NewInvalidation {
  readonly distributionId: string
  readonly reference: string
  readonly quantity: number
  readonly items: ReadonlyArray<string>
}

/** An invalidation and its status at the time of the response. */
export interface Described {
  readonly invalidation: StoredInvalidation
  readonly status: 'InProgress' | 'Completed'
}

/** A page of a distribution's invalidations, the newest first. */
export interface Page {
  readonly invalidations: ReadonlyArray<Described>
  readonly nextMarker: string | undefined
}

/** The operations on one kind of target: distributions, or tenants. */
export interface InvalidationOperations {
  readonly create: (request: NewInvalidation) => Result<Described>
  readonly get: (distributionId: string, id: string) => Result<Described>
  readonly list: (distributionId: string, marker: string | undefined, maxItems: number) => Result<Page>
}

/** CloudFront's invalidation API, without HTTP. Its own operations are those on distributions. */
export interface CloudFrontState extends InvalidationOperations {
  readonly tenants: InvalidationOperations
  readonly invalidations: () => ReadonlyArray<StoredInvalidation>
}

/** How long a new invalidation is not found, in milliseconds, under that reading. */
const notFoundFor = 15_000

/**
 * Syntax as documented or observed. Tags: 256 printable ASCII characters, no space, no comma. Paths: the leading slash, no tilde, nothing
 * that needs URL encoding, 4,000 characters.
 */
const isWellFormed = (item: string): boolean =>
  item.startsWith('#') ? /^#[!-+\--~]{1,256}$/.test(item) : /^\/[!$-;=?-Z_a-z]*$/.test(item) && item.length <= 4_000

const isWildcard = (item: string): boolean => item.startsWith('/') && item.endsWith('*')

const loadOf = (items: ReadonlyArray<string>): Load => {
  const wildcards = items.filter(isWildcard).length
  return { wildcards, others: items.length - wildcards }
}

const invalidPaths = awsError(400, 'InvalidArgument', 'Your request contains one or more invalid invalidation paths.')
const noTags = awsError(400, 'InvalidArgument', 'The distribution has no cache tag configuration.')
const noSuchDistribution = awsError(404, 'NoSuchDistribution', 'The specified distribution does not exist.')
const entityNotFound = awsError(404, 'EntityNotFound', 'The entity was not found.')
const noSuchInvalidation = awsError(404, 'NoSuchInvalidation', 'The specified invalidation does not exist.')
const tooLarge = awsError(413, 'BatchTooLarge', 'Your request contains too many paths.')
const throttling = awsError(400, 'Throttling', 'Rate exceeded')
const tooMany = awsError(
  400,
  'TooManyInvalidationsInProgress',
  'Processing your request will cause you to exceed the maximum number of in-progress invalidations.',
)

/** Only tenants have such ids. */
const isTenantId = (id: string): boolean => id.startsWith('dt_')

/** The answers to a CallerReference that was used before. The second is what real accounts report. */
const usedReference = {
  'already-exists': awsError(400, 'InvalidationBatchAlreadyExists', 'The caller reference was used with another batch.'),
  'reference-used': awsError(
    400,
    'InvalidArgument',
    'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
  ),
}

export const cloudFrontState = ({
  distributionIds,
  multiTenantIds = [],
  tenantIds,
  taggedIds = [],
  completion = { after: 20_000 },
  rejects = () => false,
  readings: some,
  quota,
  now = Date.now,
}: CloudFrontOptions = {}): CloudFrontState => {
  const readings = completed(some)
  const isWithinQuota = quota ?? quotaUnder(readings)
  const stored: StoredInvalidation[] = []
  const checks = new Map<string, number>()

  const isComplete = ({ id, createdAt }: StoredInvalidation): boolean => {
    if (completion === 'never') return false
    return 'after' in completion ? now() >= createdAt + completion.after : (checks.get(id) ?? 0) >= completion.checks
  }

  const described = (invalidation: StoredInvalidation): Described => ({
    invalidation,
    status: isComplete(invalidation) ? 'Completed' : 'InProgress',
  })

  const inProgress = (distributionId: string): Load =>
    loadOf(stored.flatMap(one => (one.distributionId === distributionId && !isComplete(one) ? one.items : [])))

  const isDistribution = (id: string): boolean =>
    !isTenantId(id) && !multiTenantIds.includes(id) && (distributionIds === undefined || distributionIds.includes(id))

  const isTenant = (id: string): boolean => isTenantId(id) && (tenantIds === undefined || tenantIds.includes(id))

  const isRefused = (item: string): boolean =>
    rejects(item) ||
    !isWellFormed(item) ||
    (!item.startsWith('#') && readings.refusedCharacter !== 'none' && item.includes(readings.refusedCharacter)) ||
    (readings.escapedApostrophe === 'refused' && item.includes('%27'))

  const problemOf = ({ distributionId, reference, quantity, items }: NewInvalidation): AwsError | undefined => {
    if (quantity !== items.length) return awsError(400, 'InconsistentQuantities', 'Quantity does not match the items.')
    if (items.length === 0 || reference === '' || items.some(isRefused)) return invalidPaths
    const hasTags = items.some(item => item.startsWith('#'))
    return hasTags && readings.tagsWithoutConfig === 'refused' && !taggedIds.includes(distributionId) ? noTags : undefined
  }

  const repeated = (known: StoredInvalidation, { items }: NewInvalidation): Result<Described> => {
    if (known.items.join('\n') !== items.join('\n')) return usedReference[readings.changedResend]
    return readings.identicalResend === 'same-invalidation' ? ok(described(known)) : usedReference[readings.identicalResend]
  }

  const overQuota = ({ distributionId, items }: NewInvalidation): AwsError | undefined => {
    const load = loadOf(items)
    if (isTooLarge(load, readings)) return tooLarge
    if (isWithinQuota(load, inProgress(distributionId), now())) return undefined
    return readings.quotaError === 'throttling' ? throttling : tooMany
  }

  const store = ({ distributionId, reference, items }: NewInvalidation): Result<Described> => {
    const id = `ILOCAL${String(stored.length + 1).padStart(8, '0')}`
    const invalidation = { id, distributionId, reference, items, createdAt: now() }
    stored.push(invalidation)
    return ok(described(invalidation))
  }

  const operationsOn = (exists: (id: string) => boolean, notFound: AwsError): InvalidationOperations => ({
    create: request => {
      const problem = exists(request.distributionId) ? problemOf(request) : notFound
      if (problem) return problem
      const known = stored.find(one => one.distributionId === request.distributionId && one.reference === request.reference)
      return known ? repeated(known, request) : (overQuota(request) ?? store(request))
    },
    get: (distributionId, id) => {
      if (!exists(distributionId)) return notFound
      const known = stored.find(one => one.distributionId === distributionId && one.id === id)
      if (known === undefined) return noSuchInvalidation
      if (readings.newInvalidation === 'not-found-at-first' && now() < known.createdAt + notFoundFor) return noSuchInvalidation
      checks.set(id, (checks.get(id) ?? 0) + 1)
      return ok(described(known))
    },
    list: (distributionId, marker, maxItems) => {
      if (!exists(distributionId)) return notFound
      const all = stored.filter(one => one.distributionId === distributionId).toReversed()
      const start = marker === undefined ? 0 : all.findIndex(({ id }) => id === marker) + 1
      const page = all.slice(start, start + maxItems)
      const hasMore = start + maxItems < all.length
      return ok({ invalidations: page.map(described), nextMarker: hasMore ? page.at(-1)?.id : undefined })
    },
  })

  return {
    ...operationsOn(isDistribution, noSuchDistribution),
    tenants: operationsOn(isTenant, entityNotFound),
    invalidations: () => [...stored],
  }
}
