import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { cloudflareWithSecretModule } from '../../../../src/entrypoints/wiring/cloudflare-with-secret-module.ts'
import { containerOf } from '../../../../src/entrypoints/wiring/container.ts'
import { CdnInvalidator } from '../../../../src/entrypoints/wiring/tokens.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { environmentPerTest, localAwsPerTest } from '../../../support/worlds/local-aws.ts'
import { apiToken, host, localCloudflarePerTest, zone } from '../../../support/worlds/local-cloudflare.ts'

const secretId = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:cloudflare-AbCdEf'

describe('The module of Cloudflare', () => {
  const startAws = localAwsPerTest()
  const startCloudflare = localCloudflarePerTest()
  const useEnvironment = environmentPerTest()
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-'))
    file = join(folder, 'token')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Purges with these variables, against a Cloudflare that knows the token of the tests. */
  const purgeWith = async (variables: Readonly<Record<string, string>>, secret = '') => {
    const [aws, cloudflare] = await Promise.all([startAws(), startCloudflare()])
    aws.secrets.put(secretId, secret)
    useEnvironment(aws)
    Object.assign(process.env, { CLOUDFLARE_BASE_URL: cloudflare.baseUrl, ...variables })
    const cdn = containerOf(cloudflareWithSecretModule).get(CdnInvalidator)
    const request = { targetId: zone, host, items: [item('/a')] as const, reference: 'r', credentials: undefined }
    return { result: await cdn.invalidate(request, 5_000)(), purges: cloudflare.purges() }
  }

  it('reads the token from the environment', async () => {
    const { result, purges } = await purgeWith({ CLOUDFLARE_API_TOKEN: apiToken })
    rightOf(result)
    expect(purges.map(({ endpoint }) => endpoint)).to.deep.equal(['purge_cache'])
  })

  it('reads the token from a file rather than from the environment', async () => {
    writeFileSync(file, `${apiToken}\n`)
    rightOf((await purgeWith({ CLOUDFLARE_API_TOKEN_FILE: file, CLOUDFLARE_API_TOKEN: 'other' })).result)
  })

  it('reads the token from a secret rather than from a file', async () => {
    writeFileSync(file, 'other')
    rightOf((await purgeWith({ CLOUDFLARE_API_TOKEN_SECRET: secretId, CLOUDFLARE_API_TOKEN_FILE: file }, apiToken)).result)
  })

  it('revalidates if the environment says so', async () => {
    const { purges } = await purgeWith({ CLOUDFLARE_API_TOKEN: apiToken, CLOUDFLARE_REMOVAL: 'revalidate' })
    expect(purges.map(({ endpoint }) => endpoint)).to.deep.equal(['invalidate_cache'])
  })

  it('names the variable that is missing', async () => {
    const { result, purges } = await purgeWith({ CLOUDFLARE_API_TOKEN_SECRET: '', CLOUDFLARE_API_TOKEN_FILE: '' })
    expect(leftOf(result)).to.deep.include({ hint: 'No API token found in CLOUDFLARE_API_TOKEN. Store only the token, as plain text.' })
    expect(purges).to.deep.equal([])
  })

  it('reports wrong variables with each request, so that jobs are answered', async () => {
    const { result } = await purgeWith({ CLOUDFLARE_API_TOKEN: apiToken, CLOUDFLARE_REMOVAL: 'soft' })
    expect(leftOf(result)).to.include({ _tag: 'RequestRejected', code: 'invalid environment variables' })
  })
})
