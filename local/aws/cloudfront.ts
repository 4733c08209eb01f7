import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import {
  type CloudFrontOptions,
  type CloudFrontState,
  cloudFrontState,
  type Described,
  type InvalidationOperations,
  type Page,
} from './cloudfront-state.ts'
import type { Reply, Request, Service } from './protocol.ts'
import type { Result } from './result.ts'

/** CloudFront's invalidation API: CreateInvalidation, GetInvalidation and ListInvalidations, and the same three for tenants. */
export interface LocalCloudFront extends Pick<CloudFrontState, 'invalidations'> {
  readonly service: Service
}

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'
const path =
  /^\/2020-05-31\/distribution(?<ofTenant>-tenant)?\/(?<distributionId>[^/?]+)\/invalidation(?:\/(?<id>[^/?]+))?(?:\?(?<query>.*))?$/
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

const itemsOf = (batch: Batch): ReadonlyArray<string> => (batch.Paths?.Items ? (batch.Paths.Items.Path ?? []) : [])

const summaryOf = ({ invalidation, status }: Described): object => ({
  Id: invalidation.id,
  Status: status,
  CreateTime: new Date(invalidation.createdAt).toISOString(),
})

const invalidationXml =
  (status: number, { path: url }: Request) =>
  (described: Described): Reply => {
    const { id, items, reference } = described.invalidation
    const [created = ''] = url.split(/(?<=\/invalidation)/)
    return xml(
      status,
      'Invalidation',
      {
        ...summaryOf(described),
        InvalidationBatch: { Paths: { Quantity: items.length, Items: { Path: items } }, CallerReference: reference },
      },
      { location: `https://cloudfront.amazonaws.com${created}/${id}` },
    )
  }

const listXml =
  (marker: string | undefined, maxItems: number) =>
  ({ invalidations, nextMarker }: Page): Reply =>
    xml(200, 'InvalidationList', {
      Marker: marker ?? '',
      ...(nextMarker === undefined ? {} : { NextMarker: nextMarker }),
      MaxItems: maxItems,
      IsTruncated: nextMarker !== undefined,
      Quantity: invalidations.length,
      ...(invalidations.length === 0 ? {} : { Items: { InvalidationSummary: invalidations.map(summaryOf) } }),
    })

const replyTo = <A>(result: Result<A>, format: (value: A) => Reply): Reply =>
  result._tag === 'Ok' ? format(result.value) : error(result.status, result.code, result.message)

/** Invalidations on a page of ListInvalidations, at most. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html */
const maxPageSize = 100

const nameOf = (method: string, id: string | undefined): string | undefined => {
  if (method === 'POST') return 'CreateInvalidation'
  if (method !== 'GET') return undefined
  return id === undefined ? 'ListInvalidations' : 'GetInvalidation'
}

const operationOf: Service['operationOf'] = ({ method, path: url }) => {
  const { groups } = path.exec(url) ?? {}
  const name = groups && nameOf(method, groups['id'])
  return name && `${name}${groups['ofTenant'] ? 'ForDistributionTenant' : ''}`
}

export const localCloudFront = (options: CloudFrontOptions = {}): LocalCloudFront => {
  const state = cloudFrontState(options)

  const list = (on: InvalidationOperations, distributionId: string, query: string): Reply => {
    const search = new URLSearchParams(query)
    const marker = search.get('Marker') ?? undefined
    const maxItems = Number(search.get('MaxItems') ?? maxPageSize)
    return replyTo(on.list(distributionId, marker, maxItems), listXml(marker, maxItems))
  }

  const create = (on: InvalidationOperations, distributionId: string, request: Request): Reply => {
    const batch: Batch | undefined = parser.parse(request.body).InvalidationBatch
    if (batch === undefined) return error(400, 'MissingBody', 'This operation requires a body.')
    const invalidation = {
      distributionId,
      reference: batch.CallerReference ?? '',
      quantity: Number(batch.Paths?.Quantity),
      items: itemsOf(batch),
    }
    return replyTo(on.create(invalidation), invalidationXml(201, request))
  }

  const handle = (request: Request): Reply => {
    const { ofTenant, distributionId: encoded = '', id, query = '' } = path.exec(request.path)?.groups ?? {}
    const on = ofTenant ? state.tenants : state
    const distributionId = decodeURIComponent(encoded)
    if (request.method !== 'GET') return create(on, distributionId, request)
    return id === undefined
      ? list(on, distributionId, query)
      : replyTo(on.get(distributionId, decodeURIComponent(id)), invalidationXml(200, request))
  }

  return { service: { name: 'cloudfront', operationOf, handle, error }, invalidations: state.invalidations }
}
