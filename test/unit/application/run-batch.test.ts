import { expect } from 'chai'
import { runBatch } from '../../../src/application/run-batch.ts'
import { message, poison } from '../../support/builders/messages.ts'
import { origin } from '../../support/builders/origins.ts'
import { batchOf } from '../../support/by-cloudfront.ts'
import { type World, world } from '../../support/worlds/world.ts'

const batch = batchOf(
  [origin({ stripPrefix: 'a/' }), origin({ stripPrefix: 'b/', targetIds: ['E2'] })],
  [message('m1', ['a/1']), message('m2', ['b/2']), poison('m3')],
)
const ids = batch.jobs.map(({ id }) => id)

const run = ({ ports, clock }: World, cdn = ports.cdn) => runBatch({ ...ports, cdn })(batch, clock.now() + 60_000)()

describe('runBatch', () => {
  it('logs what it received first, and how many messages it returned last', async () => {
    const here = world(ids)
    expect(await run(here)).to.deep.equal(['m3'])
    expect(here.log.entries.slice(0, 2)).to.deep.equal([
      { _tag: 'MessagesReceived', messages: 3, changes: 2, unserved: 0 },
      { _tag: 'MessageRejected', messageId: 'm3', failure: { _tag: 'MessageUnreadable', reason: 'not JSON' } },
    ])
    expect(here.log.entries.at(-1)).to.deep.equal({ _tag: 'MessagesReturned', messages: 1, of: 3 })
  })

  it('returns the messages of a job that throws, logs where, and finishes the others', async () => {
    const here = world(ids)
    const failing: typeof here.ports.cdn = {
      ...here.ports.cdn,
      invalidate: (request, within) => {
        if (request.targetId === 'E1') throw new RangeError('a secret')
        return here.ports.cdn.invalidate(request, within)
      },
    }
    expect(await run(here, failing)).to.deep.equal(['m1', 'm3'])
    expect(here.cdn.created().map(({ request }) => request.targetId)).to.deep.equal(['E2'])
    const [unexpected, ...more] = here.log.entries.filter(({ _tag }) => _tag === 'UnexpectedError')
    expect(more).to.deep.equal([])
    expect(unexpected).to.include({ jobId: ids[0] })
    expect(unexpected)
      .to.have.property('error')
      .that.matches(/^RangeError\n\s+at /)
      .and.does.not.include('secret')
  })
})
