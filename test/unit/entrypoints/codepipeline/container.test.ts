import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { codePipelineContainer } from '../../../../src/entrypoints/codepipeline/container.ts'
import * as tokens from '../../../../src/entrypoints/wiring/tokens.ts'

describe('codePipelineContainer', () => {
  it('wires all that a job needs', () => {
    const ports = codePipelineContainer().get(tokens.Ports)
    expect(ports).to.have.all.keys('cdn', 'reporter', 'artifacts', 'history', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('gives the same one each time', () => {
    const container = codePipelineContainer()
    expect(container.get(tokens.Ports)).to.equal(container.get(tokens.Ports))
  })

  it('lets a test replace what it fakes', () => {
    const container = codePipelineContainer()
    const fake = memoryCdn(memoryClock(), [])
    container.rebind(tokens.CdnInvalidator).toConstantValue(fake)
    expect(container.get(tokens.Ports).cdn).to.equal(fake)
  })

  it('leaves retrying to the loop that knows the job', async () => {
    const container = codePipelineContainer()
    const clientFor = container.get(tokens.CloudFrontClientFor)
    const role = { arn: 'arn:aws:iam::222222222222:role/r', externalId: undefined }
    const clients = [clientFor(undefined), clientFor(role), container.get(CodePipelineClient)] as ReadonlyArray<CodePipelineClient>
    for (const client of clients) expect(await client.config.maxAttempts()).to.equal(1)
  })

  it('is lucky in another way each time', () => {
    const { random } = codePipelineContainer().get(tokens.Ports)
    expect(new Set([random(), random(), random()])).to.have.property('size', 3)
  })

  it('keeps a client for each role', () => {
    const clientFor = codePipelineContainer().get(tokens.CloudFrontClientFor)
    const role = { arn: 'arn:aws:iam::222222222222:role/r', externalId: undefined }
    expect(clientFor(role)).to.equal(clientFor({ ...role }))
    expect(clientFor({ ...role, externalId: 'x1' })).to.not.equal(clientFor(role))
    expect(clientFor(undefined)).to.equal(clientFor(undefined))
    expect(clientFor(undefined)).to.not.equal(clientFor(role))
  })
})
