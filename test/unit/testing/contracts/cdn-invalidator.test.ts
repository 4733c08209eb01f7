import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { useFakeTimers } from 'sinon'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import { matching, parsedString } from '../../../../src/domain/codec/value.ts'
import { type Item, isEverything, isTag } from '../../../../src/domain/items/item.ts'
import type { CdnInvalidator } from '../../../../src/ports/cdn-invalidator.ts'
import { cdnInvalidatorContract } from '../../../../src/testing/contracts/cdn-invalidator.ts'
import { fakeCdnCapabilities, parameter } from '../../../../src/testing/fakes/capabilities.ts'
import { strangerCdnCapabilities } from '../../../../src/testing/strangers/cdn.ts'
import { failuresOf } from '../support/collecting-runner.ts'
import { cdnHarness } from '../support/fake-harnesses.ts'

const failuresOn = (wrong: (cdn: CdnInvalidator) => CdnInvalidator, capabilities = fakeCdnCapabilities): Promise<ReadonlyArray<string>> => {
  const harness = cdnHarness(capabilities)
  const start = async () => {
    const under = await harness.start()
    return { ...under, cdn: wrong(under.cdn) }
  }
  return failuresOf(runner => cdnInvalidatorContract('wrong', { ...harness, start }, runner))
}

const failingAs =
  (read: (failure: CdnFailure) => CdnFailure) =>
  (cdn: CdnInvalidator): CdnInvalidator => ({
    ...cdn,
    invalidate: (request, within) => TE.mapLeft(read)(cdn.invalidate(request, within)),
  })

/** What an adapter does wrong, and the cases of the suite that find it. */
const wrongs: ReadonlyArray<readonly [what: string, wrong: (cdn: CdnInvalidator) => CdnInvalidator, found: ReadonlyArray<string>]> = [
  [
    'sends no more than one item',
    cdn => ({ ...cdn, invalidate: (request, within) => cdn.invalidate({ ...request, items: [request.items[0]] }, within) }),
    [
      'passes every item on as it is',
      'takes as many paths as it says',
      'takes as many wildcards as it says',
      'takes as many tags as it says',
    ],
  ],
  [
    'sends another reference each time',
    cdn => {
      let calls = 0
      const invalidate: CdnInvalidator['invalidate'] = (request, within) => {
        calls += 1
        return cdn.invalidate({ ...request, reference: `${request.reference}-${calls}` }, within)
      }
      return { ...cdn, invalidate }
    },
    [
      'answers the same request with the same invalidation, or says that it was created before',
      'answers the same request at the same time with the same invalidation, or says that it was created before',
      'says of a reference with other items that its invalidation was created before',
      'under a fault (LostAfter) creates the invalidation when it is asked again',
    ],
  ],
  [
    'calls the CDN before it is run',
    cdn => ({
      ...cdn,
      invalidate: (request, within) => {
        const running = cdn.invalidate(request, within)()
        return () => running
      },
    }),
    ['does nothing until it is run'],
  ],
  [
    'says that all is complete',
    cdn => ({ ...cdn, statusOf: () => TE.right('Completed') }),
    [
      'reports the status of an invalidation',
      'knows no other invalidations, and no other targets',
      'fails with InvalidationDenied when a check meets a fault (Denied), after one attempt',
      'fails with NoAnswer when a check meets a fault (Hang), after one attempt',
      'fails with NoAnswer when a check meets a fault (LostBefore), after one attempt',
      'fails with CdnUnavailable when a check meets a fault (ServerError), after one attempt',
      'fails with Throttled when a check meets a fault (Throttled), after one attempt',
    ],
  ],
  [
    'finds nothing',
    cdn => ({ ...cdn, find: () => TE.right(undefined) }),
    [
      'finds the invalidation that a request created, among later ones, with its status',
      'finds nothing of another target, and knows no unknown one',
      'fails with InvalidationDenied when a search meets a fault (Denied), after one attempt',
      'fails with NoAnswer when a search meets a fault (Hang), after one attempt',
      'fails with NoAnswer when a search meets a fault (LostBefore), after one attempt',
      'fails with CdnUnavailable when a search meets a fault (ServerError), after one attempt',
      'fails with Throttled when a search meets a fault (Throttled), after one attempt',
    ],
  ],
  [
    'finds the newest invalidation',
    cdn => {
      let newest: Invalidation | undefined
      return {
        ...cdn,
        invalidate: (request, within) =>
          TE.map((created: Invalidation) => {
            newest = created
            return created
          })(cdn.invalidate(request, within)),
        find: () => TE.right(newest),
      }
    },
    [
      'finds the invalidation that a request created, among later ones, with its status',
      'finds nothing for a request that created nothing',
      'finds nothing of another target, and knows no unknown one',
    ],
  ],
  [
    'searches before it is run',
    cdn => ({
      ...cdn,
      find: (request, within) => {
        const running = cdn.find(request, within)()
        return () => running
      },
    }),
    ['finds nothing until it is run'],
  ],
  [
    'takes a used reference for an item that is refused',
    failingAs(failure => (failure._tag === 'AlreadyCreated' ? { _tag: 'ItemsRejected', detail: 'used' } : failure)),
    ['says of a reference with other items that its invalidation was created before'],
  ],
  [
    'names no invalidation',
    cdn => ({
      ...cdn,
      invalidate: (request, within) => TE.map(() => ({ id: '', status: 'InProgress' as const }))(cdn.invalidate(request, within)),
    }),
    ['creates an invalidation and names it', 'creates another invalidation for another reference', 'reports the status of an invalidation'],
  ],
  [
    'tries again by itself',
    cdn => ({
      ...cdn,
      invalidate: (request, within) => TE.orElse(() => cdn.invalidate(request, within))(cdn.invalidate(request, within)),
    }),
    ['under a fault (Throttled) fails with Throttled, after one attempt', 'names the permission that is missing, on what, and what to do'],
  ],
  [
    'takes throttling for a fault',
    failingAs(failure => (failure._tag === 'Throttled' ? { _tag: 'CdnUnavailable', code: failure.code } : failure)),
    ['under a fault (Throttled) fails with Throttled, after one attempt'],
  ],
  [
    'does not say what to do',
    failingAs(failure => ('hint' in failure ? { ...failure, hint: '' } : failure)),
    [
      'knows no other targets',
      'under a fault (Denied) fails with InvalidationDenied, after one attempt',
      'under a fault (Rejected) fails with RequestRejected, after one attempt',
      'names the permission that is missing, on what, and what to do',
    ],
  ],
  [
    'keeps to its own credentials',
    cdn => ({
      ...cdn,
      invalidate: (request, within) => cdn.invalidate({ ...request, credentials: undefined }, within),
      find: (request, within) => cdn.find({ ...request, credentials: undefined }, within),
      statusOf: (request, within) => cdn.statusOf({ ...request, credentials: undefined }, within),
    }),
    [
      'calls with the credentials that the request names, or with its own',
      'checks a status with the credentials that the check names',
      'searches with the credentials that the request names',
    ],
  ],
  [
    'uses the credentials of the first request for all',
    cdn => {
      let first: InvalidationRequest['credentials']
      const invalidate: CdnInvalidator['invalidate'] = (request, within) => {
        first ??= request.credentials
        return cdn.invalidate({ ...request, credentials: first }, within)
      }
      return { ...cdn, invalidate }
    },
    ['calls with the credentials that the request names, or with its own'],
  ],
  [
    'has room for one request at a time',
    cdn => {
      let latest: InvalidationRequest
      const invalidate: CdnInvalidator['invalidate'] = (request, within) => async () => {
        latest = request
        await Promise.resolve()
        return cdn.invalidate(latest, within)()
      }
      return { ...cdn, invalidate }
    },
    ['keeps requests apart that are made at the same time'],
  ],
  [
    'resolves paths as links',
    cdn => ({
      ...cdn,
      invalidate: (request, within) => {
        const resolved = (item: Item): Item => (isTag(item) ? item : (new URL(item, 'https://www.example.com').pathname as Item))
        const [first, ...rest] = request.items
        return cdn.invalidate({ ...request, items: [resolved(first), ...rest.map(resolved)] }, within)
      },
    }),
    ['passes every item on as it is'],
  ],
  [
    'declares other capabilities',
    cdn => ({ ...cdn, capabilities: { ...cdn.capabilities, maxItemsPerRequest: 1 } }),
    ['declares the capabilities that it is held to'],
  ],
]

const says =
  (failure: CdnFailure) =>
  (cdn: CdnInvalidator): CdnInvalidator => {
    const known = new Set<string>()
    const invalidate: CdnInvalidator['invalidate'] = (request, within) => async () => {
      const isKnown = known.has(request.reference)
      const answer = await cdn.invalidate(request, within)()
      known.add(request.reference)
      return isKnown && E.isRight(answer) ? E.left(failure) : answer
    }
    return { ...cdn, invalidate }
  }

describe('The contract of CdnInvalidator', () => {
  it('is kept by the fake', async () => {
    expect(await failuresOn(cdn => cdn)).to.deep.equal([])
  })

  it('is kept by a fake that only says that a repeated request was carried out before, but not by one that says anything else', async () => {
    const harness = cdnHarness(fakeCdnCapabilities, { resend: 'refused' })
    expect(await failuresOf(runner => cdnInvalidatorContract('refusing', harness, runner))).to.deep.equal([])
    expect(await failuresOn(says({ _tag: 'RequestTooLarge' }))).to.include(
      'answers the same request with the same invalidation, or says that it was created before',
    )
  })

  for (const [what, wrong, found] of wrongs) {
    it(`is broken by an adapter that ${what}`, async () => {
      expect(await failuresOn(wrong)).to.include.members(found)
    })
  }

  it('does not ask an adapter for what its CDN cannot do', async () => {
    expect(await failuresOn(cdn => ({ ...cdn, statusOf: () => TE.right('Completed') }), strangerCdnCapabilities)).to.deep.equal([])
  })

  it('takes no status of a CDN without completion for a lie, but finds an id that is too long', async () => {
    const inform =
      (id: string, status: 'InProgress' | 'Completed') =>
      (cdn: CdnInvalidator): CdnInvalidator => ({
        ...cdn,
        invalidate: (request, within) => TE.map(() => ({ id, status }))(cdn.invalidate(request, within)),
      })
    expect(await failuresOn(inform('always the same', 'Completed'), strangerCdnCapabilities)).to.deep.equal([])
    expect(await failuresOn(inform('I'.repeat(37), 'InProgress'))).to.include('creates an invalidation and names it')
  })

  it('needs a host if the CDN needs one', async () => {
    const needsHost = { ...fakeCdnCapabilities, parameters: { ...fakeCdnCapabilities.parameters, host: parameter('host') } }
    const { host, ...harness } = cdnHarness(needsHost)
    expect(host).to.equal('www.example.com')
    const problem = await failuresOf(runner => cdnInvalidatorContract('hostless', harness, runner)).catch(String)
    expect(problem).to.equal('Error: The harness of hostless names no host, which its CDN needs.')
  })

  it('rejects a host if the CDN has none', async () => {
    const harness = { ...cdnHarness(fakeCdnCapabilities), host: 'www.example.com' }
    const problem = await failuresOf(runner => cdnInvalidatorContract('hostless', harness, runner)).catch(String)
    expect(problem).to.equal('Error: The harness of hostless names a host, which the capabilities of its CDN do not have.')
  })

  const hosts = { ...strangerCdnCapabilities, everyHost: { value: '*', isRequired: false } }
  const allHosts = { ...strangerCdnCapabilities, purgesEverything: true, everyHost: { value: '*', isRequired: true } }

  it('is kept by fakes that purge all hosts at once, or can do nothing else', async () => {
    for (const capabilities of [hosts, allHosts]) expect(await failuresOn(cdn => cdn, capabilities)).to.deep.equal([])
  })

  const sendingTo =
    (hostOf: (request: InvalidationRequest) => string | undefined) =>
    (cdn: CdnInvalidator): CdnInvalidator => ({
      ...cdn,
      invalidate: (request, within) => cdn.invalidate({ ...request, host: hostOf(request) }, within),
    })
  const careless: ReadonlyArray<readonly [what: string, CdnCapabilities, hostOf: (request: InvalidationRequest) => string | undefined]> = [
    ['purges all hosts if none is named', hosts, ({ host, items }) => host ?? (items.every(isEverything) ? '*' : undefined)],
    ['has a host of its own if none is named', strangerCdnCapabilities, ({ host = 'example.com' }) => host],
    ['has a host of its own if all are named', hosts, ({ host }) => (host === '*' ? 'example.com' : host)],
    ['purges all hosts if one is named', allHosts, ({ host, items }) => (host && items.every(isEverything) ? '*' : host)],
  ]
  for (const [what, capabilities, hostOf] of careless) {
    it(`is broken by an adapter that ${what}`, async () => {
      const found = 'purges nothing if the host does not fit the items, or is missing'
      expect(await failuresOn(sendingTo(hostOf), capabilities)).to.deep.equal([found])
    })
  }

  it('does not wait for an adapter that ignores its time', async () => {
    const patient = (cdn: CdnInvalidator): CdnInvalidator => ({
      ...cdn,
      invalidate: (request, within) => async () => {
        const answer = await cdn.invalidate(request, within)()
        return E.isLeft(answer) && 'reason' in answer.left && answer.left.reason === 'it took too long'
          ? new Promise(() => undefined)
          : answer
      },
    })
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let isDone = false
      const found = failuresOn(patient, strangerCdnCapabilities).finally(() => {
        isDone = true
      })
      while (!isDone) await clock.runAllAsync()
      expect(await found).to.deep.equal([
        'under a fault (Hang) fails with NoAnswer, after one attempt',
        'under a fault (Hang) creates the invalidation when it is asked again',
      ])
    } finally {
      clock.restore()
    }
  })

  it('finds parameters and patterns that match once only, and examples that do not match', async () => {
    const readings = (pattern: RegExp, example = 'ab') => {
      const host = {
        key: 'host',
        codec: parsedString(
          'Host',
          'a host',
          matching(pattern, () => 'no'),
        ),
        example,
      }
      return failuresOn(cdn => cdn, { ...strangerCdnCapabilities, parameters: { ...strangerCdnCapabilities.parameters, host } })
    }
    const found = ['reads its own targets, hosts and examples as parameters, each time']
    expect(await readings(/^[a-z.]+$/)).to.deep.equal([])
    expect(await readings(/^[a-z.]+$/g)).to.deep.equal(found)
    expect(await readings(/^[a-z.]+$/, 'A')).to.deep.equal(found)
    expect(await readings(/^[ab]+$/)).to.deep.equal(found)
    const tags = { ...fakeCdnCapabilities.tags, pattern: /^\S+$/g, maxLength: 256, maxPerRequest: 3_000, allowed: 'x', caseSensitive: true }
    expect(await failuresOn(cdn => cdn, { ...fakeCdnCapabilities, tags })).to.include(
      'declares patterns that do not remember where they matched',
    )
  })

  it('finds a secret in a failure', async () => {
    const harness = cdnHarness(fakeCdnCapabilities)
    const failures = await failuresOf(runner => cdnInvalidatorContract('chatty', { ...harness, secrets: ['Use a teapot'] }, runner))
    expect(failures).to.deep.equal(['under a fault (Rejected) fails with RequestRejected, after one attempt'])
  })

  it('needs credentials if the CDN can be called with others', async () => {
    const { credentials, ...harness } = cdnHarness(fakeCdnCapabilities)
    expect(credentials).to.include({ ownName: 'own' })
    const problem = await failuresOf(runner => cdnInvalidatorContract('alone', harness, runner)).catch(String)
    expect(problem).to.equal('Error: The harness of alone names no credentials, which its CDN can be called with.')
  })

  it('looks for an unknown target with the item that the harness names', async () => {
    const harness = cdnHarness(fakeCdnCapabilities)
    const start = async () => {
      const under = await harness.start()
      const invalidate: CdnInvalidator['invalidate'] = (request, within) => {
        const targetId = request.items.every(isTag) ? request.targetId : harness.targets.known
        return under.cdn.invalidate({ ...request, targetId }, within)
      }
      return { ...under, cdn: { ...under.cdn, invalidate } }
    }
    const failures = (change: object) => failuresOf(runner => cdnInvalidatorContract('paths', { ...harness, ...change, start }, runner))
    expect(await failures({})).to.include('knows no other targets')
    expect(await failures({ itemOfTarget: '#tag' })).to.not.include('knows no other targets')
  })
})
