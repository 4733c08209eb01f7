import { expect } from 'chai'
import { cloudFrontState } from '../../../../local/aws/cloudfront-state.ts'
import { codePipelineState, type JobResult } from '../../../../local/aws/codepipeline-state.ts'
import type { Result } from '../../../../local/aws/result.ts'
import { localSts } from '../../../../local/aws/sts.ts'

const outcome = (result: Result<unknown>): string => (result._tag === 'Ok' ? 'ok' : `${result.status} ${result.code}`)

describe('The local AWS', () => {
  describe('as CloudFront', () => {
    for (const [item, expected] of [
      [`#${'t'.repeat(256)}`, 'ok'],
      ['#!~', 'ok'],
      [`#${'t'.repeat(257)}`, '400 InvalidArgument'],
      ['#a b', '400 InvalidArgument'],
      ['#a,b', '400 InvalidArgument'],
      ['#ü', '400 InvalidArgument'],
      ['#', '400 InvalidArgument'],
    ] as const) {
      it(`answers ${expected} to the tag ${item.slice(0, 9)} of ${item.length} characters`, () => {
        expect(outcome(cloudFrontState().create({ distributionId: 'E1', reference: 'r', quantity: 1, items: [item] }))).to.equal(expected)
      })
    }
  })

  describe('as CodePipeline', () => {
    const jobId = '11111111-abcd-1111-abcd-111111abcdef'
    const put = (result: JobResult): string => {
      const state = codePipelineState()
      state.offer(jobId)
      return outcome(state.putResult(jobId, result))
    }
    const success = { operation: 'PutJobSuccessResult' } as const
    const invalid: ReadonlyArray<readonly [string, object]> = [
      ['a failure without a message', { operation: 'PutJobFailureResult', failureDetails: { type: 'JobFailed' } }],
      ['a failure without a type', { operation: 'PutJobFailureResult', failureDetails: { message: 'm' } }],
      ['more than 100 percent', { ...success, executionDetails: { percentComplete: 101 } }],
      ['less than 0 percent', { ...success, executionDetails: { percentComplete: -1 } }],
      ['half a percent', { ...success, executionDetails: { percentComplete: 0.5 } }],
    ]
    for (const [name, result] of invalid) {
      it(`rejects ${name}`, () => {
        expect(put(result as JobResult)).to.equal('400 ValidationException')
      })
    }

    it('counts output variables in bytes', () => {
      expect(put({ ...success, outputVariables: { a: 'u'.repeat(100_000) } })).to.equal('ok')
      expect(put({ ...success, outputVariables: { a: 'ü'.repeat(100_000) } })).to.equal('400 OutputVariablesSizeExceededException')
    })
  })

  describe('as STS', () => {
    const role = { RoleArn: 'arn:aws:iam::222222222222:role/r', RoleSessionName: 'a-session' }
    const assume = (form: Readonly<Record<string, string>>): string => {
      const { status, code } = localSts().service.handle({
        method: 'POST',
        path: '/',
        headers: {},
        body: new URLSearchParams({ Action: 'AssumeRole', ...form }).toString(),
      })
      return `${status}${code === undefined ? '' : ` ${code}`}`
    }

    it('lets a role be assumed', () => {
      expect(assume(role)).to.equal('200')
      expect(assume({ ...role, ExternalId: 'x-1' })).to.equal('200')
    })

    for (const [name, change] of [
      ['no role', { RoleArn: '' }],
      ['a session name of 65 characters', { RoleSessionName: 's'.repeat(65) }],
      ['a session name with a slash', { RoleSessionName: 'a/b' }],
      ['an external id of one character', { ExternalId: 'x' }],
      ['an external id with a space', { ExternalId: 'x 1' }],
    ] as const) {
      it(`rejects ${name}`, () => {
        expect(assume({ ...role, ...change })).to.equal('400 ValidationError')
      })
    }
  })
})
