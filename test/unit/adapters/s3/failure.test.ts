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
    const withCredentials: Artifact = {
      ...knownArtifact,
      credentials: () => ({ accessKeyId: 'A', secretAccessKey: 's', sessionToken: 't' }),
    }
    expect(toFailure(knownArtifact)(denied)).to.have.property('hint').that.includes("in this function's role")
    expect(toFailure(withCredentials)(denied)).to.have.property('hint').that.includes("in the pipeline's role")
  })
})
