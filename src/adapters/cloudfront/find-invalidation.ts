import type { GetInvalidationCommandOutput, ListInvalidationsCommandOutput } from '@aws-sdk/client-cloudfront'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Call, commonRejection, readCloudFrontFailure } from './failure.ts'
import { toStatus } from './get-invalidation.ts'

/** Invalidations to look at, from the newest on. Each takes a call, because the list has no references. */
export const maxCandidates = 50

/** The ids in CloudFront's response, the newest first. */
export const toIds = ({ InvalidationList }: ListInvalidationsCommandOutput): ReadonlyArray<string> =>
  (InvalidationList?.Items ?? []).flatMap(({ Id }) => (Id ? [Id] : []))

/** The invalidation in CloudFront's response, if it has this reference. */
export const ifCreatedBy =
  ({ reference }: Pick<InvalidationRequest, 'reference'>, id: string) =>
  (output: GetInvalidationCommandOutput): Invalidation | undefined =>
    output.Invalidation?.InvalidationBatch?.CallerReference === reference ? { id, status: toStatus(output) } : undefined

/** Why CloudFront listed nothing. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html */
export const toFailure = (call: Call): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(call.request.credentials, ({ code }) => commonRejection('ListInvalidations', call, code))
