import {
  CreateInvalidationCommand,
  type CreateInvalidationCommandOutput,
  CreateInvalidationForDistributionTenantCommand,
  GetInvalidationCommand,
  type GetInvalidationCommandOutput,
  GetInvalidationForDistributionTenantCommand,
  type InvalidationBatch,
  ListInvalidationsCommand,
  type ListInvalidationsCommandOutput,
  ListInvalidationsForDistributionTenantCommand,
} from '@aws-sdk/client-cloudfront'
import type { ClientFor } from './client-for.ts'

/** Calls an operation on the target with this id. Rejects with errors of the SDK. */
type Operation<Input, Output> = (
  client: ReturnType<ClientFor>,
  id: string,
  input: Input,
  options: { readonly abortSignal: AbortSignal },
) => Promise<Output>

/** A kind of target: how CloudFront names it, and the three operations on it. */
export interface TargetKind {
  /** What users call it. */
  readonly noun: string
  /** The type of resource in its ARN. */
  readonly resourceType: string
  /** The suffix of its operations and their IAM actions. */
  readonly suffix: string
  /** What to do if it is not found, besides checking its id. */
  readonly advice: ReadonlyArray<string>
  readonly create: Operation<InvalidationBatch, CreateInvalidationCommandOutput>
  /** Gets the invalidation with this id. */
  readonly get: Operation<string, GetInvalidationCommandOutput>
  /** Lists at most this many invalidations, the newest first. */
  readonly list: Operation<number, ListInvalidationsCommandOutput>
}

/**
 * A distribution with domains of its own. CloudFront reportedly answers `NoSuchDistribution` for one that only serves tenants.
 * https://github.com/domits1/Domits/pull/3250
 */
const distribution: TargetKind = {
  noun: 'distribution',
  resourceType: 'distribution',
  suffix: '',
  advice: ['CloudFront also reports a multi-tenant distribution like this: give the ids of its tenants (dt_…) instead.'],
  create: (client, DistributionId, InvalidationBatch, options) =>
    client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }), options),
  get: (client, DistributionId, Id, options) => client.send(new GetInvalidationCommand({ DistributionId, Id }), options),
  list: (client, DistributionId, MaxItems, options) => client.send(new ListInvalidationsCommand({ DistributionId, MaxItems }), options),
}

/** A tenant of a multi-tenant distribution. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidationForDistributionTenant.html */
const tenant: TargetKind = {
  noun: 'distribution tenant',
  resourceType: 'distribution-tenant',
  suffix: 'ForDistributionTenant',
  advice: [],
  create: (client, Id, InvalidationBatch, options) =>
    client.send(new CreateInvalidationForDistributionTenantCommand({ Id, InvalidationBatch }), options),
  get: (client, DistributionTenantId, Id, options) =>
    client.send(new GetInvalidationForDistributionTenantCommand({ DistributionTenantId, Id }), options),
  list: (client, Id, MaxItems, options) => client.send(new ListInvalidationsForDistributionTenantCommand({ Id, MaxItems }), options),
}

/** The kind of the target with this id: only ids of tenants start with `dt_`. */
export const kindOf = (targetId: string): TargetKind => (targetId.startsWith('dt_') ? tenant : distribution)
