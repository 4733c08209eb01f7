import type { AwsCli } from './shell.ts'

export const createDistribution = async (aws: AwsCli): Promise<string> => {
  const answer = await aws<{ Distribution: { Id: string } }>('cloudfront', 'create-distribution', '--origin-domain-name', 'example.com')
  return answer.Distribution.Id
}

export interface Invalidation {
  readonly id: string
  readonly paths: ReadonlyArray<string>
}

/** The invalidations of a distribution, except the known ones. */
export const invalidationsOn = async (
  aws: AwsCli,
  distribution: string,
  known: ReadonlySet<string> = new Set(),
): Promise<ReadonlyArray<Invalidation>> => {
  const target = ['--distribution-id', distribution]
  const { InvalidationList } = await aws<{ InvalidationList?: { Items?: ReadonlyArray<{ Id: string }> } }>(
    'cloudfront',
    'list-invalidations',
    ...target,
  )
  const ids = (InvalidationList?.Items ?? []).map(({ Id }) => Id).filter(id => !known.has(id))
  const details = ids.map(async Id => {
    const { Invalidation } = await aws<{ Invalidation: { InvalidationBatch: { Paths: { Items: string[] } } } }>(
      'cloudfront',
      'get-invalidation',
      ...target,
      '--id',
      Id,
    )
    return { id: Id, paths: Invalidation.InvalidationBatch.Paths.Items }
  })
  return Promise.all(details)
}
