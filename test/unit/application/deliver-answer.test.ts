import { expect } from 'chai'
import { deliverAnswer } from '../../../src/application/deliver-answer.ts'
import { presentable } from '../../../src/domain/job/answers/message.ts'
import { success } from '../../support/builders/answers.ts'
import { ciCapabilities } from '../../support/capabilities.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { knownJob, type World, world } from '../../support/worlds/world.ts'

const deliver = ({ ports, clock }: World, jobId = knownJob) => deliverAnswer(ports)(jobId, success, clock.now() - 5, clock.now() + 60_000)()

describe('deliverAnswer', () => {
  it('delivers the answer, and logs the time since the start of the job', async () => {
    const here = world()
    expect(rightOf(await deliver(here))).to.deep.equal(success)
    expect(here.reporter.answers.get(knownJob)).to.deep.equal(presentable(success, ciCapabilities))
    expect(here.log.entries).to.deep.equal([
      { _tag: 'Reported', jobId: knownJob },
      { _tag: 'Finished', jobId: knownJob, answer: success, milliseconds: 5 },
    ])
  })

  it('retries until the CI system accepts it', async () => {
    const here = world()
    here.reporter.misbehave({ _tag: 'Refuse', failure: { _tag: 'ReporterUnavailable', reason: '503' } }, { _tag: 'LoseAnswer' })
    expect(rightOf(await deliver(here))).to.deep.equal(success)
    expect(here.reporter.answers.size).to.equal(1)
    expect(here.log.entries.map(({ _tag }) => _tag)).to.deep.equal([
      ...['ReportFailed', 'Paused', 'ReportFailed', 'Paused'],
      ...['ReportFailed', 'Finished'],
    ])
  })

  it('gives up with the failure if there is no such job', async () => {
    const here = world()
    expect(leftOf(await deliver(here, 'another'))).to.deep.equal({ _tag: 'JobUnknown' })
    expect(here.cdn.created()).to.deep.equal([])
  })
})
