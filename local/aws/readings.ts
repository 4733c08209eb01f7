import { closest } from 'fastest-levenshtein'

/**
 * What AWS leaves open, or what its documents and real accounts contradict each other about. Each key is a question. Its values are the
 * possible readings; the first is the one that AWS documents, or that its documents suggest. See docs/readings.md for sources.
 */
export const readings = {
  /** The same request with the same CallerReference, sent again. */
  identicalResend: ['same-invalidation', 'already-exists', 'reference-used'],
  /** Another request with a CallerReference that was used before. */
  changedResend: ['already-exists', 'reference-used'],
  /** A character that CloudFront refuses in a path, although it may be sent as it is. */
  refusedCharacter: ['none', "'", '!', '$', '&', '(', ')', '+', ',', ':', ';', '=', '?', '@'],
  /** A path with `%27`. */
  escapedApostrophe: ['accepted', 'refused'],
  /** What a quota counts. */
  quotaKind: ['none', 'in-progress', 'per-second', 'per-request'],
  wildcardQuota: ['15', '6', '1'],
  itemQuota: ['3000', '1000', '150'],
  /** The error beyond a quota that counts over time. One that counts per request is always `BatchTooLarge`. */
  quotaError: ['too-many', 'throttling'],
  /** GetInvalidation directly after the creation. */
  newInvalidation: ['found', 'not-found-at-first'],
  /** The second result that is put for one job. An accepted one has no effect. */
  secondResult: ['invalid-state', 'accepted', 'job-not-found'],
  /** How long after a continuation CodePipeline invokes the function again. */
  continuationDelay: ['5 s', '0 s', '30 s', '5 min'],
  /** How often the event of one job arrives. */
  delivery: ['once', 'twice-at-once'],
  /** The order of ListActionExecutions. */
  historyOrder: ['newest-first', 'oldest-first', 'shuffled'],
  /** Actions that run, in ListActionExecutions. */
  runningActions: ['listed', 'not-listed'],
  /** The parameters of an action in ListActionExecutions. */
  historyParameters: ['present', 'absent'],
  /** The input artifacts of an action in ListActionExecutions. */
  historyInputs: ['present', 'absent'],
  /** How far ListActionExecutions lags behind. */
  historyLag: ['none', '60 s'],
  /** The input artifact of an action in another Region, in ListActionExecutions. */
  otherRegion: ['same-location', 'replicated'],
  /** What a job's artifact credentials can read. */
  artifactCredentials: ['bucket', 'this-run', 'absent'],
  /** Keys in S3's events by way of EventBridge. */
  eventBridgeKeys: ['raw', 'encoded'],
  /** A tag on a distribution without CacheTagConfig. An accepted one removes nothing. */
  tagsWithoutConfig: ['accepted', 'refused'],
  /** CreateInvalidation on a distribution that only serves tenants. */
  multiTenantDistribution: ['no-such-distribution'],
  /** The first call of each client after the sandbox was frozen. */
  afterFreeze: ['accepted', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed', 'InvalidSignatureException', 'ExpiredToken'],
} as const

/** A question that AWS leaves open. */
export type Question = keyof typeof readings

/** One reading of every question. */
export type Readings = { readonly [Q in Question]: (typeof readings)[Q][number] }

/** The readings of `continuationDelay` in milliseconds. */
export const continuationDelays: Readonly<Record<Readings['continuationDelay'], number>> = {
  '5 s': 5_000,
  '0 s': 0,
  '30 s': 30_000,
  '5 min': 300_000,
}

/** Some readings. All other questions have their first reading. */
export type SomeReadings = Partial<Readings>

/** A question and one of its readings. */
export type Choice = { readonly [Q in Question]: readonly [question: Q, reading: Readings[Q]] }[Question]

/** Every question. */
export const questions = Object.keys(readings) as ReadonlyArray<Question>

/** Every reading of a question, the documented one first. */
export const readingsOf = (question: Question): ReadonlyArray<Choice> =>
  readings[question].map(reading => [question, reading] as unknown as Choice)

/** These readings, and the first one of every other question. */
export const completed = (chosen: SomeReadings = {}): Readings =>
  Object.fromEntries(questions.map(question => [question, chosen[question] ?? readings[question][0]])) as unknown as Readings

const unknown = (what: string, name: string, known: ReadonlyArray<string>): Error =>
  new Error(`Unknown ${what} "${name}". Did you mean "${closest(name, [...known])}"? Known: ${known.join(' ')}`)

/** The text that is percent-encoded; the text itself if it is not. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isQuestion = (name: string): name is Question => Object.hasOwn(readings, name)

/**
 * Reads `question=reading`. A character may be written as `%XX`. Throws an error that names the nearest question or reading if one of
 * them is not known.
 */
export const readChoice = (text: string): Choice => {
  const { question = '', reading = '' } = /^(?<question>[^=]*)=?(?<reading>.*)$/s.exec(text)?.groups ?? {}
  if (!isQuestion(question)) throw unknown('question', question, questions)
  const name = decoded(reading)
  const choice = readingsOf(question).find(([, known]) => known === name)
  if (choice === undefined) throw unknown(`reading of ${question}`, name, readings[question])
  return choice
}

/** The readings of these choices; of two for one question, the later one counts. */
export const chosen = (choices: ReadonlyArray<Choice>): SomeReadings => Object.fromEntries(choices)
