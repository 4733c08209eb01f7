import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { Stop } from '../domain/job/command.ts'
import type { DecisionContext, Instant, RunPolicy } from '../domain/job/context.ts'
import type { JobEvent } from '../domain/job/event.ts'
import type { Progress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { PlanFailure } from '../domain/plan/plan-failure.ts'
import { endEntry, eventEntry, planEntries } from './log-lines.ts'
import type { Ports } from './ports.ts'

/** What a run knows of its job: its progress and, once it is known, its plan or why there is none. */
interface RunState {
  readonly progress: Progress
  readonly plan?: E.Either<PlanFailure, Plan>
}

/** One run of a job: a pure decider, and the function that performs its commands. */
interface Run<S, C, V> {
  readonly jobId: string
  readonly policy: RunPolicy
  readonly initialState: (context: DecisionContext) => S
  readonly decide: (state: S, context: DecisionContext) => C | Stop
  readonly evolve: (state: S, event: V, context: DecisionContext) => S
  readonly perform: (command: C) => T.Task<V>
}

const isTerminal = (command: { readonly _tag: string }): command is Stop => command._tag === 'Finish' || command._tag === 'GiveUp'

const outcome = (stop: Stop): E.Either<ReportFailure, Answer> => (stop._tag === 'Finish' ? E.right(stop.answer) : E.left(stop.failure))

/**
 * Decides, performs and evolves until nothing is left to do in this invocation. This is the only loop in the program that retries
 * or pauses. Returns the answer that was delivered, or why none was. The runtime ends the invocation at `deadline`.
 */
export const drive = <S extends RunState, C extends { readonly _tag: string }, V extends JobEvent>(
  { cdn, reporter, clock, random, log }: Ports,
  { jobId, policy, initialState, decide, evolve, perform }: Run<S, C, V>,
  deadline: Instant,
): TaskEither<ReportFailure, Answer> => {
  const contextSince =
    (invocationStartedAt: Instant): IO.IO<DecisionContext> =>
    () => ({ cdn: cdn.capabilities, ci: reporter.capabilities, policy, invocationStartedAt, deadline, now: clock.now(), random: random() })

  const logNewPlan = (before: S | undefined, after: S): IO.IO<unknown> =>
    IO.traverseArray(log)(before?.plan === undefined && after.plan !== undefined ? planEntries(jobId, after.plan) : [])

  const finish = (stop: Stop, { progress }: S): TaskEither<ReportFailure, Answer> =>
    pipe(
      T.fromIO(clock.now),
      T.tapIO(now => log(endEntry(jobId, stop, now - progress.startedAt))),
      T.map(() => outcome(stop)),
    )

  const stepFrom = (state: S, context: IO.IO<DecisionContext>): TaskEither<ReportFailure, Answer> =>
    pipe(
      T.fromIO(context),
      T.flatMap(before => {
        const command = decide(state, before)
        if (isTerminal(command)) return finish(command, state)
        return pipe(
          perform(command),
          T.tapIO(event => log(eventEntry(jobId, event))),
          T.flatMapIO(event =>
            pipe(
              context,
              IO.map(after => evolve(state, event, after)),
            ),
          ),
          T.tapIO(next => logNewPlan(state, next)),
          T.flatMap(next => stepFrom(next, context)),
        )
      }),
    )

  return pipe(
    T.fromIO(clock.now),
    T.flatMap(startedAt => {
      const context = contextSince(startedAt)
      return pipe(
        T.fromIO(pipe(context, IO.map(initialState))),
        T.tapIO(state => logNewPlan(undefined, state)),
        T.flatMap(state => stepFrom(state, context)),
      )
    }),
  )
}
