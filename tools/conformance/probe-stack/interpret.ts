import { readings } from '../../../local/aws/readings.ts'
import type { Finding, Findings, Reading } from '../finding.ts'
import { notAsked, observed, unclear } from '../finding.ts'

/** `ok`, or the name of an error. */
type Outcome = string

/** An action as the function saw it in the history while it ran. */
interface Listed {
  readonly stage: string
  readonly status: string
  readonly hasParameters: boolean
  readonly hasInputs: boolean
  readonly hasCategory: boolean
}

/** What the function saw of one job. The first job has credentials and the history, the second one a delay in seconds. */
export interface JobObservation {
  readonly kind: 'job'
  readonly job: string
  readonly invocation: string
  readonly results: { readonly first: Outcome; readonly second: Outcome }
  readonly delay?: number
  readonly credentials?: 'absent' | { readonly own: Outcome; readonly beside: Outcome; readonly elsewhere: Outcome }
  /** `lag` is in seconds, and null if the history never was complete. */
  readonly history?: { readonly first: ReadonlyArray<Listed>; readonly lag: number | null }
}

/** What the function saw of an event by way of EventBridge. */
interface EventObservation {
  readonly kind: 'event'
  readonly key: string
}

/** What the function wrote into the bucket. */
export type Observation = JobObservation | EventObservation

/** The key of the object whose event is observed: a space, a plus, parentheses and a letter beyond ASCII. */
export const eventKey = 'events/a b+c(d)é'

const jobsIn = (observations: ReadonlyArray<Observation>): ReadonlyArray<JobObservation> =>
  observations.flatMap(observation => (observation.kind === 'job' ? [observation] : []))

const secondResults: Readonly<Record<Outcome, Reading<'secondResult'>>> = {
  ok: 'accepted',
  InvalidJobStateException: 'invalid-state',
  JobNotFoundException: 'job-not-found',
}

const readSecondResult = (jobs: ReadonlyArray<JobObservation>): Finding<Reading<'secondResult'>> => {
  const taken = jobs.filter(({ results }) => results.first === 'ok')
  const evidence = taken
    .map(({ delay, results }) => `${results.second} after ${delay === undefined ? 'a continuation' : 'a success'}`)
    .toSorted()
    .join(', ')
  const [reading, other] = new Set(taken.map(({ results }) => secondResults[results.second]))
  if (taken.length === 0) return unclear('no first result was accepted')
  return reading === undefined || other !== undefined ? unclear(evidence) : observed(reading, evidence)
}

/** The seconds of a reading such as `30 s` or `5 min`. */
const secondsOf = (reading: Reading<'continuationDelay'>): number => Number.parseFloat(reading) * (reading.endsWith('min') ? 60 : 1)

/** How far a reading is from a delay in seconds, as a factor. A second is added to both, because a delay may be zero. */
const distance = (reading: Reading<'continuationDelay'>, delay: number): number =>
  Math.abs(Math.log((secondsOf(reading) + 1) / (delay + 1)))

/** The reading that is nearest to a delay in seconds. */
const nearest = (delay: number): Reading<'continuationDelay'> =>
  readings.continuationDelay.reduce((best, reading) => (distance(reading, delay) < distance(best, delay) ? reading : best))

const readDelay = (jobs: ReadonlyArray<JobObservation>): Finding<Reading<'continuationDelay'>> => {
  const delays = jobs.flatMap(({ delay }) => (delay === undefined ? [] : [delay]))
  const [first] = delays
  return first === undefined
    ? unclear('no job was continued')
    : observed(nearest(first), `${delays.map(delay => delay.toFixed(1)).join(' s, ')} s, the nearest reading is given`)
}

const readDelivery = (jobs: ReadonlyArray<JobObservation>): Finding<Reading<'delivery'>> => {
  const ids = [...new Set(jobs.map(({ job }) => job))]
  const counts = ids.map(id => jobs.filter(({ job }) => job === id).length)
  if (counts.length === 0) return unclear('no job arrived')
  const evidence = `${counts.length} jobs arrived ${counts.join(' and ')} times`
  return counts.every(count => count === 1)
    ? observed('once', `${evidence}; others may arrive more often`)
    : observed('twice-at-once', evidence)
}

const readCredentials = (jobs: ReadonlyArray<JobObservation>): Finding<Reading<'artifactCredentials'>> => {
  const credentials = jobs.find(job => job.credentials !== undefined)?.credentials
  if (credentials === undefined) return unclear('no job showed its credentials')
  if (credentials === 'absent') return observed('absent', 'the event had none')
  const { own, beside, elsewhere } = credentials
  const evidence = `its own artifact: ${own}; another object in the same folder: ${beside}; one in another folder: ${elsewhere}`
  if (own !== 'ok') return unclear(evidence)
  if (beside === 'ok' && elsewhere === 'ok') return observed('bucket', evidence)
  return beside === 'ok' || elsewhere === 'ok' ? unclear(evidence) : observed('this-run', evidence)
}

const presence = (has: boolean): Finding<'present' | 'absent'> =>
  has ? observed('present', 'of the running action') : observed('absent', 'of the running action')

const isProbe = ({ stage }: Listed): boolean => stage === 'Probe'

const readLag = (lag: number | null): Finding<Reading<'historyLag'>> => {
  if (lag === null) return observed('60 s', 'the action before was not listed as succeeded within the time that the function waits')
  return lag < 2
    ? observed('none', 'the action before was listed as succeeded at once')
    : observed('60 s', `the action before was listed as succeeded after ${lag.toFixed(1)} s, the nearest reading is given`)
}

const readHistory = (jobs: ReadonlyArray<JobObservation>): Findings => {
  const history = jobs.find(job => job.history !== undefined)?.history
  if (history === undefined) {
    const finding = unclear('no job showed the history')
    return { historyLag: finding, runningActions: finding }
  }
  const probe = history.first.find(isProbe)
  if (probe === undefined) {
    return { historyLag: readLag(history.lag), runningActions: observed('not-listed', 'the action did not see itself') }
  }
  return {
    historyLag: readLag(history.lag),
    runningActions: observed('listed', `the action saw itself as ${probe.status}`),
    historyParameters: presence(probe.hasParameters),
    historyInputs: presence(probe.hasInputs),
    actionCategory: presence(probe.hasCategory),
  }
}

const readEventKeys = (observations: ReadonlyArray<Observation>): Finding<Reading<'eventBridgeKeys'>> => {
  const [key] = observations.flatMap(observation => (observation.kind === 'event' ? [observation.key] : []))
  if (key === undefined) return unclear('no event arrived')
  if (key === eventKey) return observed('raw', key)
  const isEncoded = decodeURIComponent(key.replaceAll('+', ' ')) === eventKey
  return isEncoded ? observed('encoded', key) : unclear(key)
}

/** What the observations of the function mean. */
export const readObservations = (observations: ReadonlyArray<Observation>): Findings => {
  const jobs = jobsIn(observations)
  return {
    secondResult: readSecondResult(jobs),
    continuationDelay: readDelay(jobs),
    delivery: readDelivery(jobs),
    artifactCredentials: readCredentials(jobs),
    eventBridgeKeys: readEventKeys(observations),
    ...(jobs.length === 0 ? { historyLag: notAsked('no job arrived') } : readHistory(jobs)),
  }
}
