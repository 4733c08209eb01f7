import fc from 'fast-check'
import { type Choice, chosen, type Question, questions, readChoice, readingsOf, type SomeReadings } from '../../local/aws/readings.ts'
import { randomFrom } from './random.ts'

/** The questions that matter to every request to CloudFront. */
const requestQuestions: ReadonlyArray<Question> = [
  'identicalResend',
  'changedResend',
  'refusedCharacter',
  'escapedApostrophe',
  'quotaKind',
  'wildcardQuota',
  'itemQuota',
  'quotaError',
]

/** The questions that matter to S3 events. */
export const bucketQuestions: ReadonlyArray<Question> = [...requestQuestions, 'eventBridgeKeys', 'afterFreeze']

/** The questions that matter to a job of CodePipeline without `changed`. */
export const pipelineQuestions: ReadonlyArray<Question> = [
  ...requestQuestions,
  'newInvalidation',
  'secondResult',
  'continuationDelay',
  'delivery',
  'artifactCredentials',
  'tagsWithoutConfig',
  'afterFreeze',
]

/** The questions that matter to a job with `changed`, besides those of every job. */
export const historyQuestions: ReadonlyArray<Question> = [
  'historyOrder',
  'runningActions',
  'historyParameters',
  'historyInputs',
  'historyLag',
  'otherRegion',
  'artifactCredentials',
  'delivery',
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

/** Every quota: only together these questions say what is counted, how much is allowed, and which error follows. */
const quotas: ReadonlyArray<Combination> = readingsOf('quotaKind')
  .slice(1)
  .flatMap(kind =>
    readingsOf('wildcardQuota').flatMap(wildcards =>
      readingsOf('itemQuota').flatMap(items => readingsOf('quotaError').map(error => combination([kind, wildcards, items, error]))),
    ),
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

/** Real time for all combinations. */
const maxTestMilliseconds = 3_600_000

/** Failures that are reported, at most. */
const maxFailures = 20

const report = (failures: ReadonlyArray<Failed>): void => {
  const [first] = failures
  if (first === undefined) return
  throw new Error(['It fails with', ...failures.map(({ line }) => line), `The first of them: ${first.reason}`].join('\n'))
}

/** CI asks for more runs, and for pairs with every character. */
const asked = process.env['CRASH_RUNS']
const isThorough = asked !== undefined

/** Characters that stand for all of them in pairs: one that some encode, one with a meaning, and a plain one. */
const representatives: ReadonlyArray<string> = ["'", '?', '@']

const isRepresentative = ([question, reading]: Choice): boolean => question !== 'refusedCharacter' || representatives.includes(reading)

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_007)
const given = process.env['READINGS']

/** Runs of one given combination. */
const replays = 100

/** Runs of each reading, each pair and each quota, and how many random combinations run, once each. */
const runs = isThorough ? { singles: 25, pairs: 3, quotas: 10, random: Number(asked) } : { singles: 2, pairs: 1, quotas: 1, random: 50 }

/**
 * Declares a property of all combinations of readings. `file` is the test's own path. `READINGS` selects one combination, and
 * `CRASH_SEED` the seed; a failure says which.
 */
export const holdsUnderReadings = <A>(
  file: string,
  of: ReadonlyArray<Question>,
  story: fc.Arbitrary<A>,
  holds: (story: A, readings: SomeReadings) => Promise<void>,
): void => {
  const declare = (title: string, combinations: ReadonlyArray<Combination>, numRuns: number): void => {
    it(`${title} (${combinations.length} × ${numRuns} runs, seed ${seed})`, async () => {
      const failures: Failed[] = []
      for (const [index, one] of combinations.entries()) {
        if (failures.length < maxFailures) failures.push(...(await check(file, story, holds, one, seed + index, numRuns)))
      }
      report(failures)
    }).timeout(maxTestMilliseconds)
  }
  if (given !== undefined) {
    declare(`under READINGS='${given}'`, [readCombination(given)], replays)
    return
  }
  const pairsToRun = isThorough ? pairs(of) : pairs(of).filter(({ choices }) => choices.every(isRepresentative))
  const random = Array.from({ length: runs.random }, (_, index) => randomCombination(seed + index, of))
  declare('under each reading', singles(of), runs.singles)
  declare('under each pair of readings', pairsToRun, runs.pairs)
  if (of.includes('quotaKind')) declare('under each quota', quotas, runs.quotas)
  declare('under random combinations of readings', random, 1)
}
