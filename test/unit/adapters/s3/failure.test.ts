import { expect } from 'chai'
import { GetObjectFailed, toFailure } from '../../../../src/adapters/s3/failure.ts'
import type { Artifact } from '../../../../src/domain/pipeline/artifact.ts'
import { knownArtifact } from '../../../support/builders/artifacts.ts'

const denied = new GetObjectFailed('', {
  cause: Object.assign(new Error('Access Denied'), { name: 'AccessDenied', $fault: 'client', $metadata: { httpStatusCode: 403 } }),
})

describe('toFailure', () => {
  it('names the role that lacks the permission: the one of the function, or the one that provides the credentials', () => {
    const withOwn: Artifact = { ...knownArtifact, credentials: { _tag: 'Own' } }
    expect(toFailure(withOwn)(denied)).to.have.property('hint').that.includes("in this function's role")
    expect(toFailure(knownArtifact)(denied)).to.have.property('hint').that.includes("in the pipeline's role")
  })
})
