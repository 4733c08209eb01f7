import type { AwsCli } from './shell.ts'

export const createDistribution = async (aws: AwsCli): Promise<string> => {
  const answer = await aws<{ Distribution: { Id: string } }>('cloudfront', 'create-distribution', '--origin-domain-name', 'example.com')
  return answer.Distribution.Id
}

export interface Invalidation {
  readonly id: string
  readonly paths: ReadonlyArray<string>
}

/** What exists on a distribution, as the AWS CLI tells it, but for what is known. */
export const invalidationsOn = async (
  aws: AwsCli,
  distribution: string,
  known: ReadonlySet<string> = new Set(),
): Promise<ReadonlyArray<Invalidation>> => {
  const which = ['--distribution-id', distribution]
  const { InvalidationList } = await aws<{ InvalidationList?: { Items?: ReadonlyArray<{ Id: string }> } }>(
    'cloudfront',
    'list-invalidations',
    ...which,
  )
  const ids = (InvalidationList?.Items ?? []).map(({ Id }) => Id).filter(id => !known.has(id))
  const details = ids.map(async Id => {
    const { Invalidation } = await aws<{ Invalidation: { InvalidationBatch: { Paths: { Items: string[] } } } }>(
      'cloudfront',
      'get-invalidation',
      ...which,
      '--id',
      Id,
    )
    return { id: Id, paths: Invalidation.InvalidationBatch.Paths.Items }
  })
  return Promise.all(details)
}
