import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { IO } from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { Stop } from '../domain/job/command.ts'
import type { DecisionContext, Instant } from '../domain/job/context.ts'
import type { Progress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import { endEntry } from './log-lines.ts'
import type { Ports } from './ports.ts'

/** The course of a job: where it begins, how its state decides what is next, how that is done, and what is known after it. */
interface Decider<S, A, H> {
  readonly jobId: string
  readonly start: (now: Instant) => IO<S>
  readonly decide: (state: S, moment: DecisionContext) => A | Stop
  readonly perform: (action: A) => T.Task<H>
  readonly evolve: (state: S, happening: H, moment: DecisionContext) => IO<S>
}

const isTerminal = (action: { readonly _tag: string }): action is Stop => action._tag === 'Finish' || action._tag === 'GiveUp'

const outcome = (end: Stop): E.Either<ReportFailure, Answer> => (end._tag === 'Finish' ? E.right(end.answer) : E.left(end.failure))

/**
 * Decides, performs, evolves, and again, until nothing is left to do in this invocation. Nothing else in the program loops,
 * retries or pauses. `deadline` is when the invocation is ended from outside.
 */
export const drive = <S extends { readonly progress: Progress }, A extends { readonly _tag: string }, H>(
  { clock, random, log }: Pick<Ports, 'clock' | 'random' | 'log'>,
  { jobId, start, decide, perform, evolve }: Decider<S, A, H>,
  deadline: Instant,
): TaskEither<ReportFailure, Answer> => {
  const finish = (end: Stop, { progress }: S): T.Task<E.Either<ReportFailure, Answer>> =>
    pipe(
      T.fromIO(clock.now),
      T.tapIO(now => log(endEntry(jobId, end, now - progress.startedAt))),
      T.map(() => outcome(end)),
    )

  const from = (invocationStartedAt: Instant, state: S): TaskEither<ReportFailure, Answer> => {
    const moment = T.fromIO((): DecisionContext => ({ invocationStartedAt, deadline, now: clock.now(), random: random() }))
    return pipe(
      moment,
      T.flatMap(now => {
        const action = decide(state, now)
        if (isTerminal(action)) return finish(action, state)
        return pipe(
          perform(action),
          T.bindTo('happening'),
          T.bind('then', () => moment),
          T.flatMapIO(({ happening, then }) => evolve(state, happening, then)),
          T.flatMap(next => from(invocationStartedAt, next)),
        )
      }),
    )
  }

  return pipe(
    T.fromIO(clock.now),
    T.flatMap(invocationStartedAt =>
      pipe(
        T.fromIO(start(invocationStartedAt)),
        T.flatMap(state => from(invocationStartedAt, state)),
      ),
    ),
  )
}
