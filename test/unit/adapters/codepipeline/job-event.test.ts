import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { jobEvent } from '../../../../local/job-event.ts'
import { readJobEvent } from '../../../../src/adapters/codepipeline/job-event.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('readJobEvent', () => {
  it('takes the id and the parameters, and nothing else', () => {
    expect(rightOf(readJobEvent(jobEvent('j1', '{"items": []}')))).to.deep.equal({
      id: 'j1',
      parameters: '{"items": []}',
      continuationToken: undefined,
    })
  })

  it('takes the token of a continued job', () => {
    const event = jobEvent('j2', '{}', 'token')
    expect(rightOf(readJobEvent(event))).to.include({ id: 'j2', continuationToken: 'token' })
  })

  it('takes an event without parameters', () => {
    expect(rightOf(readJobEvent(jobEvent('j1')))).to.deep.equal({ id: 'j1', parameters: undefined, continuationToken: undefined })
  })

  it('takes a job of which nothing but the id is as it should be', () => {
    for (const data of [undefined, null, 'x', [], { actionConfiguration: 7 }, { actionConfiguration: { configuration: null } }]) {
      expect(rightOf(readJobEvent({ 'CodePipeline.job': { id: 'j1', data } }))).to.deep.equal({
        id: 'j1',
        parameters: undefined,
        continuationToken: undefined,
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
    it(`finds no job in ${JSON.stringify(event)?.slice(0, 60)}`, () => {
      expect(leftOf(readJobEvent(event))).to.match(/^The event is not a CodePipeline job: expected/)
    })
  }

  it('finds a job in every event that has an id, and in no other', () => {
    fc.assert(fc.property(fc.jsonValue(), value => E.isLeft(readJobEvent(value)) || Object(value)['CodePipeline.job'] !== undefined))
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (data, id) => E.isRight(readJobEvent({ 'CodePipeline.job': { id, data } }))),
    )
  })
})
