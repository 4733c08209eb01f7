import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { IO } from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { End } from '../domain/job/action.ts'
import type { Answer } from '../domain/job/answer.ts'
import type { Instant, Moment } from '../domain/job/moment.ts'
import type { Progress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import { ended } from './log-lines.ts'
import type { Ports } from './ports.ts'

/** The course of a job: where it begins, how its state decides what is next, how that is done, and what is known after it. */
interface Course<S, A, H> {
  readonly jobId: string
  readonly begin: (now: Instant) => IO<S>
  readonly decide: (state: S, moment: Moment) => A | End
  readonly perform: (action: A) => T.Task<H>
  readonly evolve: (state: S, happening: H, moment: Moment) => IO<S>
}

const isEnd = (action: { readonly _tag: string }): action is End => action._tag === 'Finish' || action._tag === 'GiveUp'

const outcome = (end: End): E.Either<ReportFailure, Answer> => (end._tag === 'Finish' ? E.right(end.answer) : E.left(end.failure))

/**
 * Decides, performs, evolves, and again, until nothing is left to do in this invocation. Nothing else in the program loops,
 * retries or pauses. `deadline` is when the invocation is ended from outside.
 */
export const drive = <S extends { readonly progress: Progress }, A extends { readonly _tag: string }, H>(
  { clock, random, log }: Pick<Ports, 'clock' | 'random' | 'log'>,
  { jobId, begin, decide, perform, evolve }: Course<S, A, H>,
  deadline: Instant,
): TaskEither<ReportFailure, Answer> => {
  const finish = (end: End, { progress }: S): T.Task<E.Either<ReportFailure, Answer>> =>
    pipe(
      T.fromIO(clock.now),
      T.tapIO(now => log(ended(jobId, end, now - progress.began))),
      T.map(() => outcome(end)),
    )

  const from = (started: Instant, state: S): TaskEither<ReportFailure, Answer> => {
    const moment = T.fromIO((): Moment => ({ started, deadline, now: clock.now(), random: random() }))
    return pipe(
      moment,
      T.flatMap(now => {
        const action = decide(state, now)
        if (isEnd(action)) return finish(action, state)
        return pipe(
          perform(action),
          T.bindTo('happening'),
          T.bind('then', () => moment),
          T.flatMapIO(({ happening, then }) => evolve(state, happening, then)),
          T.flatMap(next => from(started, next)),
        )
      }),
    )
  }

  return pipe(
    T.fromIO(clock.now),
    T.flatMap(started =>
      pipe(
        T.fromIO(begin(started)),
        T.flatMap(state => from(started, state)),
      ),
    ),
  )
}
