import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { capabilities as cdn, purgingCaches } from '../../../examples/own-adapter/purge.ts'
import { startServer, type UnreliableServer } from '../../../examples/own-adapter/unreliable-server.ts'
import { capabilities as ci, webhook } from '../../../examples/own-adapter/webhook.ts'
import { runSpec } from '../../../src/application/run-spec.ts'
import { readJobSpec } from '../../../src/domain/parameters/job-spec.ts'
import { makePlan } from '../../../src/domain/plan/plan.ts'
import { memoryClock } from '../../../src/testing/fakes/clock.ts'
import { leftOf, rightOf } from '../../support/either.ts'

const specOf = (parameters: object) => rightOf(readJobSpec(cdn, ci)(JSON.stringify(parameters)))

describe('examples/own-adapter, in a job', () => {
  let cache: UnreliableServer
  let receiver: UnreliableServer
  const purged: string[] = []
  const posted: Array<Promise<string>> = []

  before(async () => {
    cache = await startServer(({ headers, url = '' }) => {
      purged.push(`${headers.host}${url}`)
      return 200
    })
    receiver = await startServer(request => {
      posted.push(text(request))
      return 204
    })
  })
  after(() => {
    cache.close()
    receiver.close()
  })

  it('purges every path, retries after a fault, and posts the answer once', async () => {
    const clock = memoryClock()
    const ports = {
      cdn: purgingCaches(new Map([['paris', cache.url]])),
      reporter: webhook(receiver.url),
      clock,
      random: () => 0.5,
      log: () => () => {},
    }
    cache.arrange(503)
    const spec = specOf({ cache: 'paris', host: 'www.example.com', items: ['/', 'año', '/a?b=1', '/'] })
    rightOf(await runSpec(ports)('job-1', spec, clock.now() + 60_000)())
    expect(purged).to.have.members(['/', '/a%C3%B1o', '/a?b=1'].map(path => `www.example.com${path}`))
    expect(cache.calls()).to.equal(4)
    const [answer, ...more] = (await Promise.all(posted)).map(body => JSON.parse(body))
    expect(more).to.deep.equal([])
    expect(answer).to.include({ jobId: 'job-1', succeeded: true })
    expect(answer.text).to.match(/^3 paths on paris; invalidations job-1-\w+, job-1-\w+, job-1-\w+ completed$/)
  })

  it('rejects what such a cache cannot do', () => {
    const spec = specOf({ cache: 'paris', host: 'www.example.com', items: ['/img/*'] })
    expect(JSON.stringify(leftOf(makePlan(cdn, 'job-1')(spec)))).to.include('HTTP PURGE has no wildcards')
  })
})
