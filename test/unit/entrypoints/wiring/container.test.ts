import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import { ContainerModule } from 'inversify'
import { cloudFrontModule } from '../../../../src/entrypoints/wiring/cloudfront-module.ts'
import { codePipelineModule } from '../../../../src/entrypoints/wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom, portsFrom } from '../../../../src/entrypoints/wiring/container.ts'
import { runtimeModule } from '../../../../src/entrypoints/wiring/runtime-module.ts'
import { sqsModule } from '../../../../src/entrypoints/wiring/sqs-module.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'

describe('The modules', () => {
  it('have everything that a job needs', () => {
    const ports = fetchingPortsFrom(containerOf(runtimeModule, cloudFrontModule, codePipelineModule))
    expect(ports).to.have.all.keys('cdn', 'reporter', 'artifacts', 'history', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('have everything that a batch needs', () => {
    const ports = portsFrom(containerOf(runtimeModule, cloudFrontModule, sqsModule))
    expect(ports).to.have.all.keys('cdn', 'reporter', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('give the same one each time', () => {
    const container = containerOf(runtimeModule, cloudFrontModule, codePipelineModule)
    expect(portsFrom(container).cdn).to.equal(portsFrom(container).cdn)
    expect(container.get(token.OwnAccount)).to.equal(container.get(token.OwnAccount))
  })

  it('can be replaced by the module of a fake', () => {
    const fake = memoryCdn(memoryClock(), [])
    const fakeModule = new ContainerModule(({ bind }) => void bind(token.CdnInvalidator).toConstantValue(fake))
    expect(portsFrom(containerOf(runtimeModule, fakeModule, codePipelineModule)).cdn).to.equal(fake)
  })

  it('leave retries to the loop that knows the job', async () => {
    const client = containerOf(runtimeModule, codePipelineModule).get(CodePipelineClient)
    expect(await client.config.maxAttempts()).to.equal(1)
  })

  it('have another random number each time', () => {
    const random = containerOf(runtimeModule).get(token.Random)
    expect(new Set([random(), random(), random()])).to.have.property('size', 3)
  })
})
