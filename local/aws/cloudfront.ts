import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import type { Reply, Request, Service } from './protocol.ts'
import { type Quota, unlimited } from './quota.ts'

/** An invalidation as CloudFront stores it. `createdAt` is in milliseconds since 1970. */
interface StoredInvalidation {
  readonly id: string
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
  readonly completion?: Completion
  /** Items to reject as invalid, in addition to those that CloudFront itself rejects. */
  readonly rejects?: (item: string) => boolean
  readonly quota?: Quota
  readonly now?: () => number
}

/** CloudFront's invalidation API: CreateInvalidation, GetInvalidation and ListInvalidations. */
export interface LocalCloudFront {
  readonly service: Service
  readonly invalidations: () => ReadonlyArray<StoredInvalidation>
}

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'
const path = /^\/2020-05-31\/distribution\/(?<distributionId>[^/]+)\/invalidation(?:\/(?<id>[^/?]+))?(?:\?(?<query>.*))?$/
const builder = new XMLBuilder({ ignoreAttributes: false })
const parser = new XMLParser({ parseTagValue: false, trimValues: false, isArray: name => name === 'Path' })

interface Batch {
  readonly CallerReference?: string
  readonly Paths?: { readonly Quantity?: string; readonly Items?: { readonly Path?: ReadonlyArray<string> } | '' }
}

const xml = (status: number, root: string, content: object, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/xml', ...headers },
  body: `<?xml version="1.0"?>\n${builder.build({ [root]: { '@_xmlns': namespace, ...content } })}`,
})

const error: Service['error'] = (status, code, message) => ({
  ...xml(status, 'ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: 'local',
  }),
  code,
})

/** CloudFront rejects paths that lack the leading slash, contain a tilde, need URL encoding, or are too long, as documented or observed. */
const isValidItem = (item: string): boolean =>
  item.startsWith('#') ? item.length > 1 && item.length <= 257 : /^\/[!$-;=?-Z_a-z]*$/.test(item) && item.length <= 4_000

const itemsOf = (batch: Batch): ReadonlyArray<string> => (batch.Paths?.Items ? (batch.Paths.Items.Path ?? []) : [])

/** Invalidations in a list, if the caller does not say. */
const defaultMaxItems = 100

const operationOf = ({ method, path: url }: Request): string | undefined => {
  const found = path.exec(url)
  if (found === null) return undefined
  if (method === 'GET') return found.groups?.['id'] === undefined ? 'ListInvalidations' : 'GetInvalidation'
  return method === 'POST' ? 'CreateInvalidation' : undefined
}

const isWildcard = (item: string): boolean => item.startsWith('/') && item.endsWith('*')

const loadOf = (items: ReadonlyArray<string>) => {
  const wildcards = items.filter(isWildcard).length
  return { wildcards, others: items.length - wildcards }
}

export const localCloudFront = ({
  distributionIds,
  completion = { after: 20_000 },
  rejects = () => false,
  quota = unlimited,
  now = Date.now,
}: CloudFrontOptions = {}): LocalCloudFront => {
  const stored = new Map<string, StoredInvalidation>()
  const checks = new Map<string, number>()

  const isComplete = ({ id, createdAt }: StoredInvalidation): boolean => {
    if (completion === 'never') return false
    return 'after' in completion ? now() >= createdAt + completion.after : (checks.get(id) ?? 0) >= completion.checks
  }

  const inProgress = (distributionId: string) =>
    loadOf([...stored.values()].flatMap(one => (one.distributionId === distributionId && !isComplete(one) ? one.items : [])))

  const reply = (status: number, invalidation: StoredInvalidation): Reply =>
    xml(
      status,
      'Invalidation',
      {
        Id: invalidation.id,
        Status: isComplete(invalidation) ? 'Completed' : 'InProgress',
        CreateTime: new Date(invalidation.createdAt).toISOString(),
        InvalidationBatch: {
          Paths: { Quantity: invalidation.items.length, Items: { Path: invalidation.items } },
          CallerReference: invalidation.reference,
        },
      },
      {
        location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${invalidation.distributionId}/invalidation/${invalidation.id}`,
      },
    )

  const noSuchDistribution = (): Reply => error(404, 'NoSuchDistribution', 'The specified distribution does not exist.')

  const exists = (distributionId: string): boolean => distributionIds === undefined || distributionIds.includes(distributionId)

  const create = (distributionId: string, batch: Batch): Reply => {
    const items = itemsOf(batch)
    const reference = batch.CallerReference ?? ''
    if (!exists(distributionId)) return noSuchDistribution()
    if (Number(batch.Paths?.Quantity) !== items.length) return error(400, 'InconsistentQuantities', 'Quantity does not match the items.')
    if (items.length === 0 || reference === '' || items.some(item => rejects(item) || !isValidItem(item))) {
      return error(400, 'InvalidArgument', 'Your request contains one or more invalid invalidation paths.')
    }
    const known = stored.get(reference)
    if (known) {
      return known.distributionId === distributionId && known.items.join('\n') === items.join('\n')
        ? reply(201, known)
        : error(400, 'InvalidationBatchAlreadyExists', 'The caller reference was used with another batch.')
    }
    if (!quota(loadOf(items), inProgress(distributionId), now())) {
      return error(
        400,
        'TooManyInvalidationsInProgress',
        'Processing your request will cause you to exceed the maximum number of in-progress invalidations.',
      )
    }
    const id = `ILOCAL${String(stored.size + 1).padStart(8, '0')}`
    const invalidation = { id, distributionId, reference, items, createdAt: now() }
    stored.set(reference, invalidation)
    return reply(201, invalidation)
  }

  const get = (distributionId: string, id: string): Reply => {
    if (!exists(distributionId)) return noSuchDistribution()
    const known = [...stored.values()].find(one => one.distributionId === distributionId && one.id === id)
    if (known === undefined) return error(404, 'NoSuchInvalidation', 'The specified invalidation does not exist.')
    checks.set(id, (checks.get(id) ?? 0) + 1)
    return reply(200, known)
  }

  const list = (distributionId: string, maxItems: number): Reply => {
    if (!exists(distributionId)) return noSuchDistribution()
    const newestFirst = [...stored.values()].filter(one => one.distributionId === distributionId).toReversed()
    const items = newestFirst.slice(0, maxItems)
    const summaries = items.map(one => ({
      Id: one.id,
      CreateTime: new Date(one.createdAt).toISOString(),
      Status: isComplete(one) ? 'Completed' : 'InProgress',
    }))
    return xml(200, 'InvalidationList', {
      Marker: '',
      MaxItems: maxItems,
      IsTruncated: newestFirst.length > items.length,
      Quantity: items.length,
      Items: { InvalidationSummary: summaries },
    })
  }

  const handle = ({ method, path: url, body }: Request): Reply => {
    const { distributionId = '', id, query } = path.exec(url)?.groups ?? {}
    if (method === 'GET' && id === undefined) {
      return list(decodeURIComponent(distributionId), Number(new URLSearchParams(query).get('MaxItems') ?? defaultMaxItems))
    }
    if (method === 'GET') return get(decodeURIComponent(distributionId), decodeURIComponent(id ?? ''))
    const batch: Batch | undefined = parser.parse(body).InvalidationBatch
    return batch === undefined
      ? error(400, 'MissingBody', 'This operation requires a body.')
      : create(decodeURIComponent(distributionId), batch)
  }

  return {
    service: {
      name: 'cloudfront',
      operationOf,
      handle,
      error,
    },
    invalidations: () => [...stored.values()],
  }
}
