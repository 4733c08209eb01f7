import { expect } from 'chai'
import fc from 'fast-check'
import { baselineOf } from '../../../src/domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun } from '../../../src/domain/pipeline/history.ts'
import { type Execution, type Files, type Rule, type Setup, simulateDeploys } from '../../support/simulators/deploys.ts'

const names = ['a', 'b', 'c', 'd']

const files: fc.Arbitrary<Files> = fc
  .tuple(...names.map(() => fc.constantFrom('1', '2', '3', undefined)))
  .map(versions => Object.fromEntries(names.flatMap((name, index) => (versions[index] === undefined ? [] : [[name, versions[index]]]))))

const execution: fc.Arbitrary<Execution> = fc.record({
  files,
  rollbackTo: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  deploy: fc.constantFrom('Succeeded', 'Succeeded', 'Succeeded', 'Failed', 'Abandoned'),
  isDenied: fc.constantFrom(false, false, true),
  retry: fc.constantFrom('none', 'none', 'failed', 'all'),
})

const never = 99

const plain: Setup = {
  mode: 'QUEUED',
  ownStage: false,
  otherRegion: false,
  deployCategory: true,
  deletes: true,
  cloneFrom: never,
  rename: { from: never, isUpdated: false },
  order: 'newest-first',
  lag: 0,
  running: 'listed',
  inputsAbsent: never,
}

const setup: fc.Arbitrary<Setup> = fc
  .record({
    mode: fc.constantFrom('QUEUED', 'PARALLEL'),
    ownStage: fc.boolean(),
    otherRegion: fc.boolean(),
    deployCategory: fc.constantFrom(true, true, false),
    deletes: fc.boolean(),
    cloneFrom: fc.constantFrom(never, never, never, 1, 2),
    rename: fc.record({ from: fc.constantFrom(never, never, never, 1, 2), isUpdated: fc.boolean() }),
    order: fc.constantFrom('newest-first', 'oldest-first'),
    lag: fc.constantFrom(0, 0, 20_000, 60_000),
    running: fc.constantFrom('listed', 'listed', 'not-listed'),
    inputsAbsent: fc.constantFrom(never, never, 7),
  } satisfies { readonly [K in keyof Setup]: fc.Arbitrary<Setup[K]> })
  .map(given => ({ ...given, deployCategory: given.deployCategory || given.ownStage }))

const executions = fc.array(execution, { minLength: 2, maxLength: 6 })
const schedule = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 40 })

const isOf = (execution: string | undefined) => (run: ActionRun) => run.execution === execution

/** The same rule, given a history that is changed like this. */
const seeing =
  (change: (runs: ReadonlyArray<ActionRun>, input: ActionInput) => ReadonlyArray<ActionRun>): Rule =>
  (input, runs) =>
    baselineOf(input, change(runs, input))

/** Believes each history, as if it listed the deploy of the present artifact last. */
const believing: Rule = (input, runs) => {
  const baseline = baselineOf(input, runs)
  if (baseline._tag !== 'NotComparable' || baseline.why !== 'DeployNotListed') return baseline
  const deploy = { execution: 'believed', stage: input.stage, action: 'Upload', status: 'Succeeded', deploys: true } as const
  const inputs = [{ name: input.artifact.name, location: input.artifact.location, store: 'artifacts' }]
  return baselineOf(input, [...runs, { ...deploy, startedAt: 1e12, endedAt: 1e12, inputs, outputs: [], parameters: undefined }])
}

const isSuccess = ({ action, status }: ActionRun): boolean => action === 'Invalidate' && status === 'Succeeded'

/** Rules that are wrong, and how the setup that shows it differs from the plain one. */
const wrongRules: Readonly<Record<string, readonly [Partial<Setup>, Rule]>> = {
  'counts from the start of the last success': [
    { mode: 'PARALLEL' },
    seeing(runs =>
      runs.map(run => {
        const startedAt = runs.find(other => isSuccess(other) && isOf(run.execution)(other))?.startedAt
        return run.deploys && startedAt !== undefined ? { ...run, startedAt } : run
      }),
    ),
  ],
  'ignores what others deploy in other stages': [
    { ownStage: true },
    seeing((runs, { artifact }) => {
      const present = runs.find(({ inputs }) => inputs?.some(({ location }) => location === artifact.location))
      const succeeded = new Set(runs.filter(isSuccess).map(run => run.execution))
      return runs.filter(run => !run.deploys || run.execution === present?.execution || succeeded.has(run.execution))
    }),
  ],
  'ignores deploys that failed': [{}, seeing(runs => runs.filter(run => run.action === 'Invalidate' || run.status !== 'Failed'))],
  'ignores deploys that were abandoned': [{}, seeing(runs => runs.filter(({ status }) => status !== 'Abandoned'))],
  'takes inputs that are not listed for none': [
    { inputsAbsent: 3 },
    seeing(runs => runs.map(run => ({ ...run, inputs: run.inputs ?? [] }))),
  ],
  'believes the history of another pipeline': [{ cloneFrom: 1 }, believing],
  'believes a history that lags behind': [{ lag: 300_000 }, believing],
  'compares with one artifact alone': [
    {},
    (input, runs) => {
      const baseline = baselineOf(input, runs)
      return baseline._tag === 'Comparable' ? { ...baseline, locations: [baseline.locations[0]] } : baseline
    },
  ],
}

describe('Deploys with changed', function () {
  this.timeout(600_000)

  it('leave nothing stale in the cache after a success', async () => {
    await fc.assert(
      fc.asyncProperty(setup, executions, schedule, async (given, all, turns) => {
        expect((await simulateDeploys(given, all, turns)).stale).to.deep.equal([])
      }),
    )
  })

  it('invalidate exactly the files that differ, unless the history hides something', async () => {
    const open = setup.map(({ ownStage, otherRegion, deployCategory, deletes, order }) => ({
      ...plain,
      ...{ ownStage, otherRegion, deployCategory, deletes, order },
    }))
    await fc.assert(
      fc.asyncProperty(open, executions, schedule, async (given, all, turns) => {
        for (const { paths, differing } of (await simulateDeploys(given, all, turns)).successes) {
          expect(paths).to.deep.equal(differing ?? ['/*'])
        }
      }),
    )
  })

  for (const [what, [change, rule]] of Object.entries(wrongRules)) {
    it(`would leave something stale by a rule that ${what}`, async () => {
      const property = fc.asyncProperty(executions, schedule, async (all, turns) => {
        expect((await simulateDeploys({ ...plain, ...change }, all, turns, rule)).stale).to.deep.equal([])
      })
      expect(await fc.check(property, { seed: 1, numRuns: 1_000, endOnFailure: true })).to.have.property('failed', true)
    })
  }
})
