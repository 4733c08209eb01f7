import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import type { Reply, Request, Service } from './protocol.ts'

/** An invalidation as CloudFront keeps it. */
interface StoredInvalidation {
  readonly id: string
  readonly distributionId: string
  readonly reference: string
  readonly items: ReadonlyArray<string>
}

/** CloudFront, as far as invalidations go. */
export interface LocalCloudFront {
  readonly service: Service
  readonly invalidations: () => ReadonlyArray<StoredInvalidation>
}

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'
const path = /^\/2020-05-31\/distribution\/(?<distributionId>[^/]+)\/invalidation$/
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

/** What CloudFront is documented or was seen to refuse: no leading slash, a tilde, what should have been encoded, too long. */
const isLegal = (item: string): boolean =>
  item.startsWith('#') ? item.length > 1 && item.length <= 257 : /^\/[!$-;=?-Z_a-z]*$/.test(item) && item.length <= 4_000

const itemsOf = (batch: Batch): ReadonlyArray<string> => (batch.Paths?.Items ? (batch.Paths.Items.Path ?? []) : [])

/** `distributionIds` are those that exist; without them every id does. */
export const localCloudFront = (distributionIds?: ReadonlyArray<string>): LocalCloudFront => {
  const stored = new Map<string, StoredInvalidation>()

  const created = (invalidation: StoredInvalidation): Reply =>
    xml(
      201,
      'Invalidation',
      {
        Id: invalidation.id,
        Status: 'InProgress',
        CreateTime: '2026-01-01T00:00:00.000Z',
        InvalidationBatch: {
          Paths: { Quantity: invalidation.items.length, Items: { Path: invalidation.items } },
          CallerReference: invalidation.reference,
        },
      },
      {
        location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${invalidation.distributionId}/invalidation/${invalidation.id}`,
      },
    )

  const create = (distributionId: string, batch: Batch): Reply => {
    const items = itemsOf(batch)
    const reference = batch.CallerReference ?? ''
    if (distributionIds && !distributionIds.includes(distributionId))
      return error(404, 'NoSuchDistribution', 'The specified distribution does not exist.')
    if (Number(batch.Paths?.Quantity) !== items.length) return error(400, 'InconsistentQuantities', 'Quantity does not match the items.')
    if (items.length === 0 || reference === '' || !items.every(isLegal)) {
      return error(400, 'InvalidArgument', 'Your request contains one or more invalid invalidation paths.')
    }
    const known = stored.get(reference)
    if (known) {
      return known.distributionId === distributionId && known.items.join('\n') === items.join('\n')
        ? created(known)
        : error(400, 'InvalidationBatchAlreadyExists', 'The caller reference was used with another batch.')
    }
    const id = `ILOCAL${String(stored.size + 1).padStart(8, '0')}`
    const invalidation = { id, distributionId, reference, items }
    stored.set(reference, invalidation)
    return created(invalidation)
  }

  const handle = ({ path: url, body }: Request): Reply => {
    const batch: Batch | undefined = parser.parse(body).InvalidationBatch
    const distributionId = path.exec(url)?.groups?.['distributionId']
    return distributionId === undefined || batch === undefined
      ? error(400, 'MissingBody', 'This operation requires a body.')
      : create(decodeURIComponent(distributionId), batch)
  }

  return {
    service: {
      name: 'cloudfront',
      operationOf: ({ method, path: url }) => (method === 'POST' && path.test(url) ? 'CreateInvalidation' : undefined),
      handle,
      error,
    },
    invalidations: () => [...stored.values()],
  }
}
