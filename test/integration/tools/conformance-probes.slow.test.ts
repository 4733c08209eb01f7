import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import fc from 'fast-check'
import { type Quota, rateQuota } from '../../../local/aws/quota.ts'
import { readings, type SomeReadings } from '../../../local/aws/readings.ts'
import { type LocalAws, startLocalAws } from '../../../local/aws/server.ts'
import type { AskedQuestion, Finding } from '../../../tools/conformance/finding.ts'
import { readOptions } from '../../../tools/conformance/options.ts'
import { probesOf } from '../../../tools/conformance/plan.ts'
import { runProbes } from '../../../tools/conformance/run.ts'
import { createWorld } from '../../../tools/conformance/world.ts'
import { type Account, type Behaviour, startAccount } from '../../support/conformance/account.ts'

describe('The probes of npm run conformance', () => {
  let aws: LocalAws
  let account: Account
  let left: number
  /** The clock of the local AWS, in milliseconds. Only the probes' pauses advance it. */
  let clock: number

  const start = async (behaviour: Behaviour = {}, options: Parameters<typeof startLocalAws>[0] = {}): Promise<void> => {
    clock = Date.now()
    aws = await startLocalAws({ completion: { checks: 1 }, now: () => clock, ...options })
    account = await startAccount(aws, behaviour)
    left = 0
  }

  afterEach(async () => {
    await account.close()
    await aws.close()
  })

  const name = 'conformance-test'

  /** Seconds of the local AWS's clock. */
  const pace = 2

  /** Advances the clock, and lets what runs at the same time go on. */
  const pause = async (paces: number): Promise<void> => {
    clock += paces * pace * 1_000
    await wait(1)
  }

  /** What the probes for these options find out. */
  const ask = async (args: ReadonlyArray<string>): Promise<Partial<Record<AskedQuestion, Finding>>> => {
    const options = readOptions(args)
    if (options === 'help') throw new Error('It reads as help')
    const onLeft = () => {
      left += 1
    }
    const probes = probesOf(options, { name, earlier: undefined, now: Date.now(), keep: () => undefined, onLeft })
    const { signal } = new AbortController()
    const credentials = { accessKeyId: 'ASIALOCALUSER', secretAccessKey: 'local-user-secret' }
    const world = createWorld(
      { name, pace, signal, say: () => undefined },
      { endpoint: account.endpoint, region: 'eu-west-1', credentials },
    )
    const answers = await runProbes(probes, { ...world, pause, pauseAnyway: pause }, signal)
    return Object.assign({}, ...answers.map(({ findings }) => findings))
  }

  /** The readings, or the tags of other findings. */
  const readingsOf = (findings: Partial<Record<AskedQuestion, Finding>>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(findings).map(([question, finding]) => [question, finding._tag === 'Observed' ? finding.reading : finding._tag]),
    )

  const onDistribution = ['--distribution', 'E1']

  it('recognise the text of real accounts for a used reference', async () => {
    await start()
    const message = 'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.'
    const used = { kind: 'error', status: 400, code: 'InvalidArgument', message } as const
    aws.faults.schedule('CreateInvalidation', { kind: 'none' }, used, used)
    expect(readingsOf(await ask(onDistribution))).to.include({ identicalResend: 'reference-used', changedResend: 'reference-used' })
  })

  it('retry what AWS did not decide', async () => {
    await start()
    const unavailable = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const
    const throttled = { kind: 'error', status: 400, code: 'Throttling' } as const
    const busy = [unavailable, throttled, { kind: 'error', status: 400, code: 'TooManyInvalidationsInProgress' } as const]
    aws.faults.schedule('CreateInvalidation', { kind: 'none' }, ...busy, { kind: 'drop-after' }, { kind: 'none' }, ...busy)
    aws.faults.schedule('GetInvalidation', { kind: 'error', status: 404, code: 'NoSuchInvalidation' })
    const found = readingsOf(await ask(onDistribution))
    expect(aws.faults.left()).to.deep.equal([])
    expect(found).to.include({
      identicalResend: 'same-invalidation',
      changedResend: 'already-exists',
      newInvalidation: 'not-found-at-first',
      refusedCharacter: 'none',
    })
  })

  it('use a new reference if the answer to a new request was lost', async () => {
    await start()
    const none = { kind: 'none' } as const
    aws.faults.schedule('CreateInvalidation', none, none, none, { kind: 'drop-after' })
    expect(readingsOf(await ask(onDistribution))).to.include({ refusedCharacter: 'none' })
    const twice = aws.cloudfront.invalidations().filter(({ items }) => items.includes(`/${name}/a'b`))
    expect(twice.map(({ reference }) => reference)).to.deep.equal([`${name}-2`, `${name}-3`])
  })

  it('do not ask for a tag where the distribution has tags', async () => {
    await start({ hasTagConfig: true })
    expect(readingsOf(await ask(onDistribution))).to.include({ tagsWithoutConfig: 'NotAsked' })
    expect(aws.cloudfront.invalidations().flatMap(({ items }) => items.filter(item => item.startsWith('#')))).to.deep.equal([])
  })

  it('say why nothing else was found out if the first request fails', async () => {
    await start({}, { distributionIds: [] })
    const findings = await ask(onDistribution)
    expect(findings.newInvalidation).to.deep.equal({
      _tag: 'Unclear',
      saw: 'the first request: 404 NoSuchDistribution: The specified distribution does not exist.',
    })
    expect(readingsOf(findings)).to.include({ identicalResend: 'Unclear', changedResend: 'Unclear', escapedApostrophe: 'Unclear' })
  })

  it('recognise that %27 removes nothing, and delete the object', async () => {
    await start({ evicts: false })
    const onSite = [...onDistribution, '--bucket', account.bucket, '--url', account.site]
    expect(readingsOf(await ask(onSite))).to.include({ apostropheEviction: 'not-evicted' })
    expect(account.objects()).to.deep.equal([])
  })

  describe('for quotas', () => {
    const onQuotas = [...onDistribution, '--quotas']

    /** The requests that come before the quotas. */
    const earlier = Array.from({ length: 18 }, () => ({ kind: 'none' }) as const)

    /** A quota of what is in progress. Everything completes a while after it was created. */
    const inProgress =
      (wildcards: number, items: number): Quota =>
      (request, now) =>
        request.wildcards + now.wildcards <= wildcards && request.others + now.others <= items

    for (const wildcards of [15, 6, 1]) {
      it(`recognise ${wildcards} wildcards in progress, and 150 items`, async () => {
        await start({}, { quota: inProgress(wildcards, 150), completion: { after: 20_000 } })
        expect(readingsOf(await ask(onQuotas))).to.include({
          quotaKind: 'in-progress',
          wildcardQuota: `${wildcards}`,
          itemQuota: '150',
          quotaError: 'too-many',
        })
      })
    }

    it('ask for items when nothing else is in progress', async () => {
      await start({}, { quota: inProgress(15, 151), completion: { after: 20_000 } })
      const { itemQuota } = await ask(onQuotas)
      expect(itemQuota).to.deep.equal({ _tag: 'Unclear', saw: '151 items: accepted; more need a higher --max-cost' })
    })

    it('recognise a wildcard a second, and 150 items', async () => {
      await start({}, { quota: rateQuota(), completion: { after: 20_000 } })
      expect(readingsOf(await ask(onQuotas))).to.include({
        quotaKind: 'per-second',
        wildcardQuota: '1',
        itemQuota: '150',
        quotaError: 'too-many',
      })
    })

    it('recognise a quota per request, and its error', async () => {
      await start()
      const tooLarge = { kind: 'error', status: 413, code: 'BatchTooLarge' } as const
      aws.faults.schedule('CreateInvalidation', ...earlier, tooLarge)
      expect(readingsOf(await ask(onQuotas))).to.include({ quotaKind: 'per-request', wildcardQuota: '15', quotaError: 'NotAsked' })
    })

    it('find no quota where there is none, and ask for no more items than the money pays for', async () => {
      await start()
      expect(readingsOf(await ask(onQuotas))).to.include({ quotaKind: 'none', wildcardQuota: 'Unclear', itemQuota: 'Unclear' })
      expect(Math.max(...aws.cloudfront.invalidations().map(({ items }) => items.length))).to.equal(151)
    })

    it('ask for no items if the money pays for none', async () => {
      await start()
      const findings = await ask([...onQuotas, '--max-cost', '0.5'])
      expect(findings.itemQuota).to.deep.equal({ _tag: 'NotAsked', why: 'needs a higher --max-cost' })
    })

    const throttled = { kind: 'error', status: 400, code: 'Throttling' } as const

    it('do not take one throttled request for a quota', async () => {
      await start()
      aws.faults.schedule('CreateInvalidation', ...earlier, throttled)
      expect(readingsOf(await ask(onQuotas))).to.include({ quotaKind: 'none', wildcardQuota: 'Unclear' })
    })

    it('take throttling for the quota if it comes twice', async () => {
      await start()
      aws.faults.schedule('CreateInvalidation', ...earlier, throttled, throttled)
      expect(readingsOf(await ask(onQuotas))).to.include({ wildcardQuota: '15', quotaError: 'throttling' })
    })
  })

  /** A pipeline whose Deploy action also runs in another Region. */
  const recordHistory = (): void => {
    const input = {
      resolvedConfiguration: { UserParameters: '{}' },
      inputArtifacts: [{ name: 'A', s3location: { bucket: 'b', key: 'k' } }],
    }
    for (const startTime of [1, 2, 3, 4, 5, 6]) {
      const execution = { pipelineExecutionId: `p${startTime}`, stageName: 'Deploy', startTime, input }
      aws.codepipeline.record('my-site', { ...execution, actionName: 'Here', status: 'Succeeded' })
      aws.codepipeline.record('my-site', {
        ...execution,
        actionName: 'There',
        status: startTime === 6 ? 'InProgress' : 'Succeeded',
        input: { ...input, region: 'us-east-1' },
      })
    }
  }

  describe('under the readings of the local AWS', () => {
    const args = [...onDistribution, '--multi-tenant', 'E2', '--pipeline', 'my-site', '--stage', 'Deploy', '--action', 'Here', '--deploy']

    const observe = async (chosen: SomeReadings): Promise<Readonly<Record<string, string>>> => {
      await start({}, { readings: chosen, multiTenantIds: ['E2'] })
      recordHistory()
      try {
        return readingsOf(await ask(args))
      } finally {
        await account.close()
        await aws.close()
      }
    }

    const oneOf = <R>(options: ReadonlyArray<R>): fc.Arbitrary<R> => fc.constantFrom(...options)

    /** The questions that the local AWS answers by its readings, besides the quotas. */
    const combination = fc.record({
      identicalResend: oneOf(readings.identicalResend),
      changedResend: oneOf(readings.changedResend),
      refusedCharacter: oneOf(readings.refusedCharacter),
      escapedApostrophe: oneOf(readings.escapedApostrophe),
      newInvalidation: oneOf(readings.newInvalidation),
      tagsWithoutConfig: oneOf(readings.tagsWithoutConfig),
      multiTenantDistribution: oneOf(readings.multiTenantDistribution),
      historyOrder: oneOf(readings.historyOrder),
      runningActions: oneOf(readings.runningActions),
      historyParameters: oneOf(readings.historyParameters),
      historyInputs: oneOf(readings.historyInputs),
      otherRegion: oneOf(readings.otherRegion),
      secondResult: oneOf(readings.secondResult),
    })

    it('observe each of them, in any combination', async () => {
      await fc.assert(
        fc.asyncProperty(combination, async chosen => {
          const otherRegion = chosen.historyInputs === 'present' ? chosen.otherRegion : 'NotAsked'
          expect(await observe(chosen)).to.include({ ...chosen, otherRegion })
        }),
        { numRuns: 6 },
      )
    }).timeout(60_000)

    for (const quotaKind of ['in-progress', 'per-second', 'per-request'] as const) {
      for (const [index, wildcardQuota] of readings.wildcardQuota.entries()) {
        const quotaError = readings.quotaError[index % 2] ?? 'too-many'
        const itemQuota = readings.itemQuota[index] ?? '150'
        it(`observe ${wildcardQuota} wildcards and ${itemQuota} items ${quotaKind}, with ${quotaError}`, async () => {
          await start({}, { readings: { quotaKind, wildcardQuota, itemQuota, quotaError }, completion: { after: 20_000 } })
          const findings = readingsOf(await ask([...onDistribution, '--quotas', '--max-cost', '25']))
          const error = quotaKind === 'per-request' ? 'NotAsked' : quotaError
          expect(findings).to.include({ quotaKind, wildcardQuota, itemQuota, quotaError: error })
        })
      }
    }
  })

  describe('for a pipeline of their own', () => {
    it('remove it if it cannot be created', async () => {
      await start({ failedCreations: 1 })
      const { secondResult } = await ask(['--deploy'])
      expect(secondResult).to.deep.equal({ _tag: 'Unclear', saw: 'Error: The stack was not created: CREATE_FAILED ' })
      expect([account.stacks(), left]).to.deep.equal([[], 0])
    })

    it('try three times to remove it', async () => {
      await start({ failedDeletions: 2 })
      expect(readingsOf(await ask(['--deploy']))).to.include({ secondResult: 'invalid-state' })
      expect([account.stacks(), left]).to.deep.equal([[], 0])
    })

    it('say that it is left if it cannot be removed', async () => {
      await start({ failedDeletions: 3 })
      expect(readingsOf(await ask(['--deploy']))).to.include({ secondResult: 'invalid-state' })
      expect([account.stacks(), left]).to.deep.equal([[name], 1])
    })
  })
})
