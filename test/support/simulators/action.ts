import type { JobResult } from '../../../local/aws/codepipeline-state.ts'
import { continued, eventUnder } from '../../../local/aws/job-event.ts'
import { completed, continuationDelays } from '../../../local/aws/readings.ts'
import { ownAccount } from '../../../src/adapters/aws/account.ts'
import { codePipelineHandler } from '../../../src/entrypoints/codepipeline/handler.ts'
import type { AwsWorld, CrashPoint } from '../worlds/aws-world.ts'

/** What happens to the delivery of an event. */
export interface DeliveryFaults {
  readonly crash: CrashPoint | undefined
  /** Another sandbox receives the event at the same time. */
  readonly duplicated: boolean
  /** The event arrives again after the job has its result. */
  readonly redelivered: boolean
  /** How far the sandbox's clock is ahead, in milliseconds. */
  readonly skew: number
}

/** What was observed of an action. */
export interface ActionOutcome {
  /** The last result; `undefined` if the action did not end. */
  readonly final: JobResult | undefined
  readonly jobIds: ReadonlyArray<string>
  readonly invocations: number
  /** Whether an invocation without a twin lasted longer than its timeout. */
  readonly overran: boolean
  /** Invocations that found no job with their id, although they had delivered its result themselves. */
  readonly falseAlarms: number
}

const jobIdAt = (index: number): string => `22222222-abcd-1111-abcd-${String(index).padStart(12, '0')}`

const withoutFaults: DeliveryFaults = { crash: undefined, duplicated: false, redelivered: false, skew: 0 }

/**
 * Plays CodePipeline and Lambda with the real handler and adapters, in virtual time: delivers the job, delivers it again after a crash,
 * and delivers the next job after a continuation, until there is a final result or there were `maxInvocations`. `firstJob` is the number
 * of the first job, so that two actions have different ones.
 */
export const simulateAction = async (
  world: AwsWorld,
  eventOf: (jobId: string) => object,
  faults: ReadonlyArray<DeliveryFaults>,
  maxInvocations: number,
  firstJob = 0,
): Promise<ActionOutcome> => {
  const { aws, clock, readings } = world
  const { continuationDelay, delivery } = completed(readings)
  const jobIds: string[] = []
  let invocations = 0
  let overran = false
  let falseAlarms = 0

  /** Whether the invocation ended because its job was not found. */
  const invoke = async (event: unknown, { crash, skew }: DeliveryFaults): Promise<boolean> => {
    const { ports, context, crashed, overran: lasted } = world.sandbox(crash, skew)
    const handled = codePipelineHandler(ports, ownAccount())(event, context).then(
      () => undefined,
      (error: unknown) => error,
    )
    const ending = await Promise.race([handled, crashed])
    overran ||= lasted()
    return ending instanceof Error && ending.message.includes('there is no such job')
  }

  const offer = (): string => {
    const jobId = jobIdAt(firstJob + jobIds.length)
    jobIds.push(jobId)
    aws.codepipeline.offer(jobId)
    return jobId
  }

  const first = eventUnder(eventOf(offer()), readings)
  let event = first
  let everDuplicated = false
  while (invocations < maxInvocations) {
    const fault = faults[invocations] ?? withoutFaults
    const isDuplicated = fault.duplicated || delivery === 'twice-at-once'
    everDuplicated ||= isDuplicated
    invocations += 1
    aws.freeze()
    const [isNotFound] = await Promise.all([invoke(event, fault), ...(isDuplicated ? [invoke(event, { ...fault, crash: undefined })] : [])])
    const result = aws.codepipeline.resultOf(jobIds.at(-1) ?? '')
    if (result === undefined) continue
    if (isNotFound && !isDuplicated) falseAlarms += 1
    if (fault.redelivered) await invoke(event, { ...fault, crash: undefined })
    if (result.continuationToken === undefined)
      return { final: result, jobIds, invocations, overran: overran && !everDuplicated, falseAlarms }
    clock.advance(continuationDelays[continuationDelay])
    event = continued(first, offer(), result.continuationToken)
  }
  return { final: undefined, jobIds, invocations, overran: overran && !everDuplicated, falseAlarms }
}
