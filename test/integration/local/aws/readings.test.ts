import { expect } from 'chai'
import { type CloudFrontOptions, cloudFrontState } from '../../../../local/aws/cloudfront-state.ts'
import { type ActionExecution, codePipelineState } from '../../../../local/aws/codepipeline-state.ts'
import { freezer } from '../../../../local/aws/freeze.ts'
import { artifactCredentials, eventUnder, jobEvent } from '../../../../local/aws/job-event.ts'
import { completed, questions, readChoice, readings, readingsOf, type SomeReadings } from '../../../../local/aws/readings.ts'
import type { Result } from '../../../../local/aws/result.ts'
import { localS3 } from '../../../../local/aws/s3.ts'
import { messageOf } from '../../../../local/aws/s3-notification.ts'
import { pairs, randomCombination, readCombination, singles, textOf } from '../../../support/readings.ts'

const outcome = (result: Result<unknown>): string => (result._tag === 'Ok' ? 'ok' : `${result.status} ${result.code}`)

describe('The readings of the local AWS', () => {
  describe('of CloudFront', () => {
    const cloudFront = (some: SomeReadings, options: CloudFrontOptions = {}) => {
      let time = 1_000
      const state = cloudFrontState({ ...options, readings: some, now: () => time })
      return {
        ...state,
        wait: (milliseconds: number): void => {
          time += milliseconds
        },
        send: (items: ReadonlyArray<string>, reference = items.join(), distributionId = 'E1'): string =>
          outcome(state.create({ distributionId, reference, quantity: items.length, items })),
      }
    }

    for (const [reading, identical, changed] of [
      [undefined, 'ok', '400 InvalidationBatchAlreadyExists'],
      ['already-exists', '400 InvalidationBatchAlreadyExists', '400 InvalidationBatchAlreadyExists'],
      ['reference-used', '400 InvalidArgument', '400 InvalidArgument'],
    ] as const) {
      it(`answer a used reference: ${reading ?? 'as documented'}`, () => {
        const some = reading === undefined ? {} : { identicalResend: reading, changedResend: reading }
        const { send, invalidations } = cloudFront(some)
        expect([send(['/a'], 'r'), send(['/a'], 'r'), send(['/b'], 'r')]).to.deep.equal(['ok', identical, changed])
        expect(send(['/a'], 'r', 'E2')).to.equal('ok')
        expect(invalidations()).to.have.length(2)
      })
    }

    for (const [, character] of readingsOf('refusedCharacter').slice(1)) {
      it(`refuse ${character} in a path, but not in a tag`, () => {
        const { send } = cloudFront({ refusedCharacter: character } as SomeReadings)
        expect([send([`/a${character}b`]), send(['/a'])]).to.deep.equal(['400 InvalidArgument', 'ok'])
        expect(cloudFront({}).send([`/a${character}b`])).to.equal('ok')
        // In a tag, a comma is never valid.
        if (character !== ',') expect(send([`#a${character}`])).to.equal('ok')
      })
    }

    it('refuse %27', () => {
      expect([cloudFront({}).send(['/%27']), cloudFront({ escapedApostrophe: 'refused' }).send(['/%27'])]).to.deep.equal([
        'ok',
        '400 InvalidArgument',
      ])
    })

    const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/${index}`)
    const wildcards = (count: number): ReadonlyArray<string> => paths(count).map(path => `${path}/*`)

    it('limit a request', () => {
      const { send } = cloudFront({ quotaKind: 'per-request', wildcardQuota: '6', itemQuota: '150' })
      expect([send(wildcards(6)), send(wildcards(7)), send(paths(150)), send(paths(151))]).to.deep.equal([
        'ok',
        '413 BatchTooLarge',
        'ok',
        '413 BatchTooLarge',
      ])
    })

    it('limit what is in progress', () => {
      const here = cloudFront({ quotaKind: 'in-progress', wildcardQuota: '1', itemQuota: '150' })
      expect([here.send(['/a*']), here.send(['/b*']), here.send(paths(150)), here.send(['/x'])]).to.deep.equal([
        'ok',
        '400 TooManyInvalidationsInProgress',
        'ok',
        '400 TooManyInvalidationsInProgress',
      ])
      here.wait(20_000)
      expect(here.send(['/b*'])).to.equal('ok')
    })

    it('limit the rate', () => {
      const here = cloudFront({ quotaKind: 'per-second', wildcardQuota: '1', itemQuota: '150', quotaError: 'throttling' })
      expect([here.send(['/a*']), here.send(['/b*']), here.send(paths(149)), here.send(['/x'])]).to.deep.equal([
        'ok',
        '400 Throttling',
        'ok',
        '400 Throttling',
      ])
      here.wait(1_000)
      expect(here.send(['/b*'])).to.equal('ok')
    })

    it('do not find a new invalidation at first', () => {
      const here = cloudFront({ newInvalidation: 'not-found-at-first' })
      here.send(['/a'])
      const id = here.invalidations()[0]?.id ?? ''
      here.wait(14_999)
      expect(outcome(here.get('E1', id))).to.equal('404 NoSuchInvalidation')
      here.wait(1)
      expect(outcome(here.get('E1', id))).to.equal('ok')
    })

    it('refuse a tag without CacheTagConfig, and do not know a multi-tenant distribution', () => {
      const options = { taggedIds: ['E1'], multiTenantIds: ['E3'] }
      const { send } = cloudFront({ tagsWithoutConfig: 'refused' }, options)
      expect([send(['#a']), send(['#a'], 'r', 'E2'), send(['/a'], 'r', 'E3')]).to.deep.equal([
        'ok',
        '400 InvalidArgument',
        '404 NoSuchDistribution',
      ])
      expect(cloudFront({}, options).send(['#a'], 'r', 'E2')).to.equal('ok')
    })

    it('invalidate a tenant only as a tenant, and a distribution only as a distribution', () => {
      const here = cloudFront({}, { multiTenantIds: ['E3'], tenantIds: ['dt_1'] })
      const request = { reference: 'r', quantity: 1, items: ['/a'] }
      const create = (distributionId: string): string => outcome(here.tenants.create({ ...request, distributionId }))
      expect([create('dt_1'), create('dt_2'), create('E3'), create('E1')]).to.deep.equal([
        'ok',
        ...['404 EntityNotFound', '404 EntityNotFound', '404 EntityNotFound'],
      ])
      expect(here.send(['/a'], 'r', 'dt_1')).to.equal('404 NoSuchDistribution')
      const id = here.invalidations()[0]?.id ?? ''
      expect([outcome(here.tenants.get('dt_1', id)), outcome(here.get('dt_1', id))]).to.deep.equal(['ok', '404 NoSuchDistribution'])
      expect([outcome(here.tenants.get('dt_1', 'I404')), outcome(here.tenants.get('E1', id))]).to.deep.equal([
        '404 NoSuchInvalidation',
        '404 EntityNotFound',
      ])
      expect([outcome(here.tenants.list('dt_1', undefined, 1)), outcome(here.tenants.list('E1', undefined, 1))]).to.deep.equal([
        'ok',
        '404 EntityNotFound',
      ])
      expect(outcome(cloudFront({}).tenants.list('dt_2', undefined, 1))).to.equal('ok')
    })

    it('list the newest first, page by page', () => {
      const { send, list } = cloudFront({})
      for (const path of ['/a', '/b', '/c']) send([path])
      const itemsFrom = (marker: string | undefined): readonly [ReadonlyArray<string>, string | undefined] => {
        const page = list('E1', marker, 2)
        return page._tag === 'Ok'
          ? [page.value.invalidations.flatMap(({ invalidation }) => invalidation.items), page.value.nextMarker]
          : [[], undefined]
      }
      const [first, marker] = itemsFrom(undefined)
      expect(first).to.deep.equal(['/c', '/b'])
      expect(itemsFrom(marker)).to.deep.equal([['/a'], undefined])
    })
  })

  describe('of CodePipeline', () => {
    const jobId = '11111111-abcd-1111-abcd-111111abcdef'

    for (const [reading, second] of [
      ['invalid-state', '400 InvalidJobStateException'],
      ['accepted', 'ok'],
      ['job-not-found', '400 JobNotFoundException'],
    ] as const) {
      it(`answer a second result with ${second}, and keep the first`, () => {
        const state = codePipelineState({ secondResult: reading })
        state.offer(jobId)
        const put = (summary: string): string =>
          outcome(state.putResult(jobId, { operation: 'PutJobSuccessResult', executionDetails: { summary } }))
        expect([put('first'), put('second')]).to.deep.equal(['ok', second])
        expect(state.resultOf(jobId)?.executionDetails?.summary).to.equal('first')
      })
    }

    const execution = (actionName: string, startTime: number, change: Partial<ActionExecution> = {}): ActionExecution => ({
      pipelineExecutionId: actionName,
      stageName: 'Deploy',
      actionName,
      status: 'Succeeded',
      startTime,
      lastUpdateTime: startTime + 10,
      input: {
        configuration: { UserParameters: '#{a}' },
        resolvedConfiguration: { UserParameters: '{}' },
        inputArtifacts: [{ name: 'Site', s3location: { bucket: 'home', key: 'k' } }],
      },
      ...change,
    })

    const history = (some: SomeReadings, ...executions: ReadonlyArray<ActionExecution>): ReadonlyArray<ActionExecution> => {
      const state = codePipelineState(some, () => 1_000_000)
      state.record('p', ...executions)
      const page = state.list({ pipelineName: 'p' })
      return page._tag === 'Ok' ? page.value.actionExecutionDetails : []
    }

    const namesIn = (some: SomeReadings, ...executions: ReadonlyArray<ActionExecution>): ReadonlyArray<string> =>
      history(some, ...executions).map(({ actionName }) => actionName)

    it('list the history in any order', () => {
      const executions = Array.from({ length: 8 }, (_, index) => execution(`a${index}`, index))
      const names = executions.map(({ actionName }) => actionName)
      expect(namesIn({}, ...executions)).to.deep.equal(names.toReversed())
      expect(namesIn({ historyOrder: 'oldest-first' }, ...executions)).to.deep.equal(names)
      const shuffled = namesIn({ historyOrder: 'shuffled' }, ...executions)
      expect(shuffled).to.have.members(names)
      expect(shuffled).not.to.deep.equal(names)
      expect(shuffled).not.to.deep.equal(names.toReversed())
    })

    it('do not list actions that run', () => {
      const executions = [execution('a', 0), execution('b', 1, { status: 'InProgress' })]
      expect(namesIn({}, ...executions)).to.deep.equal(['b', 'a'])
      expect(namesIn({ runningActions: 'not-listed' }, ...executions)).to.deep.equal(['a'])
    })

    it('lag 60 seconds behind', () => {
      const executions = [execution('ended', 930), execution('ending', 931), execution('started', 940), execution('later', 941)]
      const shown = history({ historyLag: '60 s' }, ...executions).map(({ actionName, status }) => [actionName, status])
      expect(shown).to.deep.equal([
        ['started', 'InProgress'],
        ['ending', 'InProgress'],
        ['ended', 'Succeeded'],
      ])
    })

    it('leave out parameters and inputs', () => {
      const [without] = history({ historyParameters: 'absent', historyInputs: 'absent' }, execution('a', 0))
      expect(without?.input).to.deep.equal({})
      expect(history({}, execution('a', 0))[0]?.input).to.deep.equal(execution('a', 0).input)
    })

    it('replicate the inputs of an action in another Region', () => {
      const { input } = execution('a', 0)
      const abroad = execution('a', 0, { input: { ...input, region: 'us-east-1' } })
      const bucketsIn = (some: SomeReadings, one: ActionExecution) =>
        history(some, one)[0]?.input?.inputArtifacts?.map(({ s3location }) => s3location)
      expect(bucketsIn({ otherRegion: 'replicated' }, abroad)).to.deep.equal([{ bucket: 'codepipeline-us-east-1-111111111111', key: 'k' }])
      expect(bucketsIn({ otherRegion: 'replicated' }, execution('a', 0))).to.deep.equal([{ bucket: 'home', key: 'k' }])
      expect(bucketsIn({}, abroad)).to.deep.equal([{ bucket: 'home', key: 'k' }])
    })
  })

  describe('of the rest', () => {
    it('restrict the credentials of a job to its own artifacts', () => {
      const s3 = localS3(Date.now, { artifactCredentials: 'this-run' })
      s3.grant('b', 'now')
      const mayRead = (id: string, key: string): boolean => s3.mayRead(id, 'b', key)
      expect([mayRead(artifactCredentials.accessKeyId, 'now'), mayRead(artifactCredentials.accessKeyId, 'before')]).to.deep.equal([
        true,
        false,
      ])
      expect(mayRead('OTHER', 'before')).to.equal(true)
      expect(localS3().mayRead(artifactCredentials.accessKeyId, 'b', 'before')).to.equal(true)
    })

    it('leave the credentials out of the event', () => {
      const event = jobEvent('job', '{}')
      expect(eventUnder(event, {})).to.equal(event)
      expect(JSON.stringify(eventUnder(event, { artifactCredentials: 'absent' }))).not.to.include('artifactCredentials')
      expect(eventUnder('no job', { artifactCredentials: 'absent' })).to.equal('no job')
    })

    it("encode the keys of EventBridge's events only", () => {
      const event = { name: 'ObjectCreated:Put', bucket: 'b', key: 'a b', sequencer: '1', at: 0 }
      const keyIn = (some: SomeReadings): unknown => Object(messageOf('eventbridge', event, some)).detail.object.key
      expect([keyIn({}), keyIn({ eventBridgeKeys: 'encoded' })]).to.deep.equal(['a b', 'a+b'])
      expect(JSON.stringify(messageOf('direct', event, { eventBridgeKeys: 'encoded' }))).to.include('"a+b"')
    })

    it('fail the first call of each client after a freeze', () => {
      const { freeze, errorFor } = freezer({ afterFreeze: 'ExpiredToken' })
      const codes = (): ReadonlyArray<string | undefined> => ['a', 'a', 'b'].map(client => errorFor(client)?.code)
      expect(codes()).to.deep.equal(['ExpiredToken', undefined, 'ExpiredToken'])
      expect(codes()).to.deep.equal([undefined, undefined, undefined])
      freeze()
      expect(codes()).to.deep.equal(['ExpiredToken', undefined, 'ExpiredToken'])
      expect(freezer({ afterFreeze: 'accepted' }).errorFor('a')).to.equal(undefined)
    })
  })

  describe('by name', () => {
    it('are read, also with an encoded character', () => {
      expect(readChoice('identicalResend=reference-used')).to.deep.equal(['identicalResend', 'reference-used'])
      expect(readChoice('refusedCharacter==')).to.deep.equal(['refusedCharacter', '='])
      expect(readChoice('refusedCharacter=%2C')).to.deep.equal(['refusedCharacter', ','])
    })

    for (const [text, message] of [
      ['identicalResent=x', /Unknown question "identicalResent"\. Did you mean "identicalResend"\? Known: identicalResend changedResend /],
      ['toString=x', /Unknown question "toString"/],
      ['secondResult=acepted', /Unknown reading of secondResult "acepted"\. Did you mean "accepted"\? Known: invalid-state accepted job/],
      ['secondResult', /Unknown reading of secondResult ""/],
    ] as const) {
      it(`name the nearest one instead of ${text}`, () => {
        expect(() => readChoice(text)).to.throw(message)
      })
    }

    it('complete each other with the documented ones', () => {
      expect(completed({ secondResult: 'accepted' })).to.include({ secondResult: 'accepted', identicalResend: 'same-invalidation' })
      expect(Object.keys(completed())).to.deep.equal(Object.keys(readings))
    })
  })

  describe('in combination', () => {
    const others = questions.map(question => readings[question].length - 1)
    const total = others.reduce((sum, count) => sum + count, 0)

    it('are the documented ones and each other alone, and every pair of two questions', () => {
      expect(singles()).to.have.length(1 + total)
      const sameQuestion = others.reduce((sum, count) => sum + count * count, 0)
      expect(pairs()).to.have.length((total * total - sameQuestion) / 2)
      expect(new Set([...singles(), ...pairs()].map(textOf)).size).to.equal(singles().length + pairs().length)
    })

    it('are written as they are read, in one word of a shell', () => {
      for (const one of [...singles(), ...Array.from({ length: 50 }, (_, seed) => randomCombination(seed))]) {
        expect(textOf(one)).to.match(/^[\w=,%-]*$/)
        expect(readCombination(textOf(one))).to.deep.equal(one)
      }
    })

    it('are the same for the same seed only', () => {
      const texts = Array.from({ length: 50 }, (_, seed) => textOf(randomCombination(seed)))
      expect(new Set(texts).size).to.equal(50)
      expect(textOf(randomCombination(7))).to.equal(texts[7])
    })
  })
})
