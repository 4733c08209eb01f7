import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import { ContainerModule } from 'inversify'
import { cloudflareWithSecretModule } from '../../../../src/entrypoints/wiring/cloudflare-with-secret-module.ts'
import { cloudFrontOnLambdaModule } from '../../../../src/entrypoints/wiring/cloudfront-on-lambda-module.ts'
import { codePipelineModule } from '../../../../src/entrypoints/wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom, portsFrom } from '../../../../src/entrypoints/wiring/container.ts'
import { fastlyModule } from '../../../../src/entrypoints/wiring/fastly-module.ts'
import { runtimeModule } from '../../../../src/entrypoints/wiring/runtime-module.ts'
import { sqsModule } from '../../../../src/entrypoints/wiring/sqs-module.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'

describe('The container', () => {
  it('provides every port for a job', () => {
    const ports = fetchingPortsFrom(containerOf(runtimeModule, cloudFrontOnLambdaModule, codePipelineModule))
    expect(ports).to.have.all.keys('cdn', 'reporter', 'artifacts', 'history', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('provides every port for a job with Cloudflare', () => {
    const ports = fetchingPortsFrom(containerOf(runtimeModule, cloudflareWithSecretModule, codePipelineModule))
    expect(ports.cdn.capabilities.name).to.equal('Cloudflare')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('provides Fastly', () => {
    expect(containerOf(fastlyModule).get(token.CdnInvalidator).capabilities.name).to.equal('Fastly')
  })

  it('provides every port for a batch', () => {
    const ports = portsFrom(containerOf(runtimeModule, cloudFrontOnLambdaModule, sqsModule))
    expect(ports).to.have.all.keys('cdn', 'reporter', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('returns the same instance each time', () => {
    const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, codePipelineModule)
    expect(portsFrom(container).cdn).to.equal(portsFrom(container).cdn)
    expect(container.get(token.OwnAccount)).to.equal(container.get(token.OwnAccount))
  })

  it('accepts the module of a fake instead', () => {
    const fake = memoryCdn(memoryClock(), [])
    const fakeModule = new ContainerModule(({ bind }) => void bind(token.CdnInvalidator).toConstantValue(fake))
    expect(portsFrom(containerOf(runtimeModule, fakeModule, codePipelineModule)).cdn).to.equal(fake)
  })

  it('disables the retries of the SDK', async () => {
    const client = containerOf(runtimeModule, codePipelineModule).get(CodePipelineClient)
    expect(await client.config.maxAttempts()).to.equal(1)
  })

  it('provides a new random number each time', () => {
    const random = containerOf(runtimeModule).get(token.Random)
    expect(new Set([random(), random(), random()])).to.have.property('size', 3)
  })
})
