import { expect } from 'chai'
import { GetObjectFailed, toFailure } from '../../../../src/adapters/s3/failure.ts'
import type { Artifact } from '../../../../src/domain/pipeline/artifact.ts'
import { knownArtifact } from '../../../support/builders/artifacts.ts'

const denied = new GetObjectFailed('', {
  cause: Object.assign(new Error('Access Denied'), { name: 'AccessDenied', $fault: 'client', $metadata: { httpStatusCode: 403 } }),
})

describe('toFailure', () => {
  it('describes an artifact that is not a ZIP by the error of reading it', () => {
    const { location } = knownArtifact
    expect(toFailure(knownArtifact)(new Error('cut off'))).to.deep.equal({ _tag: 'ArtifactUnreadable', location, reason: 'cut off' })
    expect(toFailure(knownArtifact)('odd')).to.deep.equal({ _tag: 'ArtifactUnreadable', location, reason: 'it cannot be read' })
  })

  it('names the role that lacks the permission: the one of the function, or the one that provides the credentials', () => {
    const withOwn: Artifact = { ...knownArtifact, credentials: { _tag: 'Own' } }
    expect(toFailure(withOwn)(denied)).to.have.property('hint').that.includes("in this function's role")
    expect(toFailure(knownArtifact)(denied)).to.have.property('hint').that.includes("in the pipeline's role")
  })

  it('names the artifact as policies of its partition do', () => {
    const resource = knownArtifact.location.replace('s3://', ':s3:::')
    expect(toFailure(knownArtifact)(denied)).to.have.property('resource', `arn:aws${resource}`)
    expect(toFailure(knownArtifact, 'aws-cn')(denied)).to.have.property('resource', `arn:aws-cn${resource}`)
  })

  it('advises on credentials that were not authenticated: those of the job, or its own', () => {
    const cause = Object.assign(new Error(), { name: 'ExpiredToken', $fault: 'client', $metadata: { httpStatusCode: 400 } })
    const expired = new GetObjectFailed('', { cause })
    const withOwn: Artifact = { ...knownArtifact, credentials: { _tag: 'Own' } }
    expect(toFailure(withOwn)(expired)).to.deep.equal({
      _tag: 'ArtifactUnauthenticated',
      code: 'ExpiredToken',
      hint: 'Retry the action. If it fails again, check the clock and the credentials of this function.',
    })
    expect(toFailure(knownArtifact)(expired))
      .to.have.property('hint')
      .that.matches(/^The job's credentials for its artifacts have expired/)
  })

  it('finds the key at the end of a long message, and shows nothing else of it', () => {
    const arn = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-abcd-1111-abcd-111111abcdef'
    const message = `User: ${'u'.repeat(300)} is not authorized to perform: kms:Decrypt on resource: ${arn} AKIAIOSFODNN7EXAMPLE`
    const cause = Object.assign(new Error(message), { name: 'AccessDenied', $fault: 'client', $metadata: { httpStatusCode: 403 } })
    const failure = toFailure(knownArtifact)(new GetObjectFailed('', { cause }))
    expect(failure).to.include({ permission: 'kms:Decrypt', resource: arn })
    expect(JSON.stringify(failure)).not.to.match(/uuu|AKIA/)
  })

  it('shortens why a ZIP file cannot be read', () => {
    const failure = toFailure(knownArtifact)(new Error('x'.repeat(1_000)))
    expect(failure).to.have.property('reason').that.has.length(200)
  })
})
