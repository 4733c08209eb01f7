import { expect } from 'chai'
import { zipSync } from 'fflate'
import { clientSettings } from '../../../../src/adapters/aws/client-settings.ts'
import { readS3Url } from '../../../../src/adapters/aws/s3-url.ts'
import { lazyArtifactStore } from '../../../../src/adapters/s3/lazy-artifact-store.ts'
import { bytesOf, fileAt, knownLocation } from '../../../support/builders/artifacts.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { environmentPerTest, localAwsPerTest } from '../../../support/worlds/local-aws.ts'

const { bucket, key } = readS3Url(knownLocation)

describe('lazyArtifactStore', () => {
  const start = localAwsPerTest()
  const useEnvironment = environmentPerTest()

  it('is the store that it loads', async () => {
    const aws = await start()
    useEnvironment(aws)
    aws.s3.put(bucket, key, zipSync({ 'items.json': bytesOf('["/*"]') }))
    const store = lazyArtifactStore(clientSettings(process.env, 'S3'))
    expect(rightOf(await store.readFile(fileAt('items.json'), 2_000)())).to.have.length(6)
    expect(leftOf(await store.readFile(fileAt('item.json'), 2_000)())).to.deep.equal({ _tag: 'FileNotFound', nearest: 'items.json' })
  })

  it('does nothing until it is run', async () => {
    const aws = await start()
    useEnvironment(aws)
    lazyArtifactStore(clientSettings(process.env, 'S3')).readFile(fileAt('items.json'), 2_000)
    expect(aws.calls()).to.have.length(0)
  })
})
