import { inspect } from 'node:util'
import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { artifactCredentials, jobEvent } from '../../../../local/aws/job-event.ts'
import { readJobEvent } from '../../../../src/adapters/codepipeline/job-event.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('readJobEvent', () => {
  it('reads only the id, the parameters and the artifacts', () => {
    const { artifacts, ...job } = rightOf(readJobEvent(jobEvent('j1', '{"items": []}')))
    expect(job).to.deep.equal({ id: 'j1', parameters: '{"items": []}', continuationToken: undefined })
    expect(artifacts.map(({ name, location }) => ({ name, location }))).to.deep.equal([
      { name: 'SiteOutput', location: 's3://codepipeline-eu-west-1-111111111111/my-site/SiteOutput/TdOSFRV' },
    ])
  })

  it('hides the artifact credentials from everything that prints the job', () => {
    const { expirationTime: _, ...credentials } = artifactCredentials
    const job = rightOf(readJobEvent(jobEvent('j1')))
    expect(job.artifacts[0]?.credentials?.reveal()).to.deep.equal(credentials)
    for (const text of [JSON.stringify(job), inspect(job, { depth: 9 }), String(job.artifacts[0]?.credentials?.reveal)]) {
      expect(text).to.not.include(credentials.accessKeyId)
      expect(text).to.not.include(credentials.secretAccessKey)
      expect(text).to.not.include(credentials.sessionToken)
    }
  })

  it('reads artifacts without credentials, and ignores invalid ones', () => {
    const location = { type: 'S3', s3Location: { bucketName: 'b', objectKey: 'k' } }
    const inputArtifacts = [{ name: 'A', location }, { name: 'B' }, null, { name: 'C', location: { type: 'other' } }]
    for (const artifactCredentials of [undefined, null, {}, { accessKeyId: 'A', secretAccessKey: 's' }]) {
      const event = { 'CodePipeline.job': { id: 'j1', data: { inputArtifacts, artifactCredentials } } }
      expect(rightOf(readJobEvent(event)).artifacts).to.deep.equal([{ name: 'A', location: 's3://b/k', credentials: undefined }])
    }
  })

  it('reads the token of a continued job', () => {
    const event = jobEvent('j2', '{}', 'token')
    expect(rightOf(readJobEvent(event))).to.include({ id: 'j2', continuationToken: 'token' })
  })

  it('reads an event without parameters', () => {
    expect(rightOf(readJobEvent(jobEvent('j1')))).to.include({ id: 'j1', parameters: undefined, continuationToken: undefined })
  })

  it('reads a job in which only the id is valid', () => {
    for (const data of [undefined, null, 'x', [], { actionConfiguration: 7 }, { actionConfiguration: { configuration: null } }]) {
      expect(rightOf(readJobEvent({ 'CodePipeline.job': { id: 'j1', data } }))).to.deep.equal({
        id: 'j1',
        parameters: undefined,
        continuationToken: undefined,
        artifacts: [],
      })
    }
  })

  const noJobs: ReadonlyArray<unknown> = [
    undefined,
    null,
    {},
    [],
    'x'.repeat(1_000_000),
    { Records: [{ eventSource: 'aws:s3', s3: { object: { key: 'a' } } }] },
    { 'CodePipeline.job': null },
    { 'CodePipeline.job': {} },
    { 'CodePipeline.job': { id: '' } },
    { 'CodePipeline.job': { id: 7 } },
  ]
  for (const event of noJobs) {
    it(`rejects ${JSON.stringify(event)?.slice(0, 60)}`, () => {
      expect(leftOf(readJobEvent(event))).to.match(/^The event is not a CodePipeline job: expected/)
    })
  }

  it('reads a job from exactly the events that have a job id', () => {
    fc.assert(fc.property(fc.jsonValue(), value => E.isLeft(readJobEvent(value)) || Object(value)['CodePipeline.job'] !== undefined))
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (data, id) => E.isRight(readJobEvent({ 'CodePipeline.job': { id, data } }))),
    )
  })
})
