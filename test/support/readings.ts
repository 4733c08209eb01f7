import fc from 'fast-check'
import { type Choice, chosen, type Question, questions, readChoice, readingsOf, type SomeReadings } from '../../local/aws/readings.ts'
import { randomFrom } from './random.ts'

/** The questions that matter to S3 events. */
export const bucketQuestions: ReadonlyArray<Question> = [
  'identicalResend',
  'changedResend',
  'refusedCharacter',
  'escapedApostrophe',
  'quotaKind',
  'wildcardQuota',
  'itemQuota',
  'quotaError',
  'eventBridgeKeys',
  'afterFreeze',
]

/** The questions that matter to a job of CodePipeline without `changed`. */
export const pipelineQuestions: ReadonlyArray<Question> = [
  'identicalResend',
  'changedResend',
  'refusedCharacter',
  'escapedApostrophe',
  'quotaKind',
  'wildcardQuota',
  'itemQuota',
  'quotaError',
  'newInvalidation',
  'secondResult',
  'continuationDelay',
  'delivery',
  'artifactCredentials',
  'tagsWithoutConfig',
  'afterFreeze',
]

/** Readings to run a test under, and what to call them. */
export interface Combination {
  readonly choices: ReadonlyArray<Choice>
  readonly readings: SomeReadings
}

const combination = (choices: ReadonlyArray<Choice>): Combination => ({ choices, readings: chosen(choices) })

/** As one word of a shell, and without a comma or a quote. */
const encoded = (reading: string): string =>
  reading.replace(/[^\w-]/g, character => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)

/** The combination as `READINGS` takes it. */
export const textOf = ({ choices }: Combination): string =>
  choices.map(([question, reading]) => `${question}=${encoded(reading)}`).join(',')

/** Reads `READINGS`. */
export const readCombination = (text: string): Combination =>
  combination(
    text
      .split(',')
      .filter(choice => choice !== '')
      .map(readChoice),
  )

/** The documented readings. */
const documented = combination([])

const others = (question: Question): ReadonlyArray<Choice> => readingsOf(question).slice(1)

/** The documented readings, and each other reading alone. */
export const singles = (of: ReadonlyArray<Question> = questions): ReadonlyArray<Combination> => [
  documented,
  ...of.flatMap(others).map(choice => combination([choice])),
]

/** Every two readings that are not the documented ones, of two questions. */
export const pairs = (of: ReadonlyArray<Question> = questions): ReadonlyArray<Combination> =>
  of.flatMap((one, index) =>
    of.slice(index + 1).flatMap(other => others(one).flatMap(first => others(other).map(second => combination([first, second])))),
  )

/** A combination in which about half of the questions have another reading than the documented one. The same seed gives the same one. */
export const randomCombination = (seed: number, of: ReadonlyArray<Question> = questions): Combination => {
  const random = randomFrom(seed)
  const pick = (question: Question): ReadonlyArray<Choice> => {
    const choice = random() < 0.5 ? undefined : others(question)[Math.floor(random() * others(question).length)]
    return choice === undefined ? [] : [choice]
  }
  return combination(of.flatMap(pick))
}

/** How often each combination runs. */
interface Runs {
  readonly singles: number
  readonly pairs: number
  /** How many random combinations run, once each. */
  readonly random: number
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? [error.message, ...(error.cause === undefined ? [] : [messageOf(error.cause)])].join('\n') : String(error)

/** A failed combination, with the line that repeats it. */
interface Failed {
  readonly line: string
  readonly reason: string
}

/** Real time for one combination, so that a failure does not shrink for minutes. */
const maxMilliseconds = 20_000

const check = async <A>(
  file: string,
  story: fc.Arbitrary<A>,
  holds: (story: A, readings: SomeReadings) => Promise<void>,
  tested: Combination,
  seed: number,
  numRuns: number,
): Promise<ReadonlyArray<Failed>> => {
  try {
    await fc.assert(
      fc.asyncProperty(story, one => holds(one, tested.readings)),
      { seed, numRuns, interruptAfterTimeLimit: maxMilliseconds, markInterruptAsFailure: true },
    )
    return []
  } catch (error) {
    return [{ line: `READINGS='${textOf(tested)}' CRASH_SEED=${seed} npx mocha ${file}`, reason: messageOf(error) }]
  }
}

/** Failures that are reported, at most. */
const maxFailures = 20

const report = (failures: ReadonlyArray<Failed>): void => {
  const [first] = failures
  if (first === undefined) return
  throw new Error(['It fails with', ...failures.map(({ line }) => line), `The first of them: ${first.reason}`].join('\n'))
}

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_007)
const given = process.env['READINGS']

/** Runs of one given combination. */
const replays = 100

/**
 * Declares a property of all combinations of readings. `file` is the test's own path. `READINGS` selects one combination, and
 * `CRASH_SEED` the seed; a failure says which.
 */
export const holdsUnderReadings = <A>(
  file: string,
  of: ReadonlyArray<Question>,
  story: fc.Arbitrary<A>,
  runs: Runs,
  holds: (story: A, readings: SomeReadings) => Promise<void>,
): void => {
  const checkAll = async (combinations: ReadonlyArray<Combination>, numRuns: number, seedOf: (index: number) => number): Promise<void> => {
    const failures: Failed[] = []
    for (const [index, one] of combinations.entries()) {
      if (failures.length < maxFailures) failures.push(...(await check(file, story, holds, one, seedOf(index), numRuns)))
    }
    report(failures)
  }
  const sameSeed = (): number => seed
  if (given !== undefined) {
    it(`under READINGS='${given}' (${replays} runs, seed ${seed})`, () => checkAll([readCombination(given)], replays, sameSeed)).timeout(
      600_000,
    )
    return
  }
  it(`under each reading (${runs.singles} runs each, seed ${seed})`, () => checkAll(singles(of), runs.singles, sameSeed)).timeout(600_000)
  it(`under each pair of readings (${runs.pairs} runs each, seed ${seed})`, () => checkAll(pairs(of), runs.pairs, sameSeed)).timeout(
    600_000,
  )
  it(`under ${runs.random} random combinations of readings (seed ${seed})`, () =>
    checkAll(
      Array.from({ length: runs.random }, (_, index) => randomCombination(seed + index, of)),
      1,
      index => seed + index,
    )).timeout(3_600_000)
}
