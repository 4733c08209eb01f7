import type { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import { stub } from 'sinon'
import { ownAccount } from '../../../../src/adapters/aws/account.ts'
import { cloudFrontInvalidator } from '../../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import { codePipelineReporter } from '../../../../src/adapters/codepipeline/codepipeline-reporter.ts'
import { item } from '../../../support/builders/arbitraries.ts'

const never = () => new Promise(() => undefined)

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined, jobId: 'j1' }
const account = ownAccount()
const target = { targetId: 'E1', credentials: role }

describe('The adapters for the AWS SDK', () => {
  const calls: ReadonlyArray<readonly [string, (send: CloudFrontClient['send']) => () => Promise<unknown>]> = [
    [
      'CreateInvalidation',
      send =>
        cloudFrontInvalidator(() => ({ send }), account).invalidate({ ...target, host: undefined, items: [item('/*')], reference: 'r' }, 5),
    ],
    [
      'ListInvalidations',
      send => cloudFrontInvalidator(() => ({ send }), account).find({ ...target, host: undefined, items: [item('/*')], reference: 'r' }, 5),
    ],
    ['GetInvalidation', send => cloudFrontInvalidator(() => ({ send }), account).statusOf({ ...target, invalidationId: 'I1' }, 5)],
    [
      'PutJobFailureResult',
      send =>
        codePipelineReporter({ send } as never).report('j1', { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] }, 5),
    ],
  ]
  for (const [name, call] of calls) {
    it(`abort ${name} after its time limit`, async () => {
      const send = stub().callsFake(never)
      await call(send)()
      const { abortSignal } = send.firstCall.args[1]
      expect(abortSignal.aborted).to.equal(true)
    })
  }

  it('use the client for the role', async () => {
    const clientFor = stub().returns({ send: stub().rejects(new Error()) })
    await cloudFrontInvalidator(clientFor, account).statusOf({ ...target, invalidationId: 'I1' }, 5)()
    expect(clientFor.firstCall.args).to.deep.equal([role])
    await cloudFrontInvalidator(clientFor, account).find({ ...target, host: undefined, items: [item('/*')], reference: 'r' }, 5)()
    expect(clientFor.secondCall.args).to.deep.equal([role])
  })
})
