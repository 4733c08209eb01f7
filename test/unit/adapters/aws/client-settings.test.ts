import { Readable } from 'node:stream'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { STSClient } from '@aws-sdk/client-sts'
import { expect } from 'chai'
import { clientSettings } from '../../../../src/adapters/aws/client-settings.ts'

const region = { AWS_REGION: 'eu-west-1' }

/** The host that a client of CloudFront calls. */
const hostIn = async (environment: NodeJS.ProcessEnv): Promise<string> => {
  const { config } = new CloudFrontClient({ ...clientSettings({ ...region, ...environment }, 'CLOUDFRONT'), maxAttempts: 1 })
  const endpoint = await config.endpoint?.()
  const { useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack } = config
  const parameters = { Region: await config.region(), UseFIPS: await UseFIPS(), UseDualStack: await UseDualStack() }
  return endpoint?.hostname ?? config.endpointProvider(parameters, {}).url.hostname
}

describe('clientSettings', () => {
  it('are those of the Region if nothing else is set', async () => {
    expect(await hostIn({})).to.equal('cloudfront.amazonaws.com')
    expect(await hostIn({ AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_CLOUDFRONT: '', AWS_USE_FIPS_ENDPOINT: '' })).to.equal(
      'cloudfront.amazonaws.com',
    )
  })

  it("have the service's own endpoint, or that of all services", async () => {
    const every = { AWS_ENDPOINT_URL: 'http://every' }
    expect(await hostIn(every)).to.equal('every')
    expect(await hostIn({ ...every, AWS_ENDPOINT_URL_STS: 'http://sts' })).to.equal('every')
    expect(await hostIn({ ...every, AWS_ENDPOINT_URL_CLOUDFRONT: 'http://cdn' })).to.equal('cdn')
    expect(await hostIn({ ...every, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).to.equal('cloudfront.amazonaws.com')
  })

  it('have the FIPS and the dual-stack endpoint if these are set', async () => {
    expect(await hostIn({ AWS_USE_FIPS_ENDPOINT: 'true' })).to.equal('cloudfront-fips.amazonaws.com')
    expect(await hostIn({ AWS_USE_DUALSTACK_ENDPOINT: 'true' })).to.equal('cloudfront.global.api.aws')
    expect(await hostIn({ AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'false' })).to.equal('cloudfront.amazonaws.com')
  })

  it('collect the body of a response', async () => {
    const { streamCollector } = clientSettings(region, 'STS')
    expect(await streamCollector(Readable.from([Buffer.from('a'), Buffer.from('bc')]))).to.deep.equal(Buffer.from('abc'))
    expect(await streamCollector(Readable.from([]))).to.have.length(0)
    const cut = new Readable({ read: () => void cut.destroy(new Error('cut')) })
    expect(await streamCollector(cut).catch((error: Error) => error.message)).to.equal('cut')
  })

  it('make the client read no configuration files', async () => {
    const settings = clientSettings({ ...region, AWS_SDK_UA_APP_ID: 'app' }, 'STS')
    const { config } = new STSClient({ ...settings, maxAttempts: 1 })
    expect(await config.region()).to.equal('eu-west-1')
    expect(await config.userAgentAppId()).to.equal('app')
    expect(config).to.include({ ignoreConfiguredEndpointUrls: true, isCustomEndpoint: false })
  })
})
