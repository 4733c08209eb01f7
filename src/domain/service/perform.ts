import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Step } from '../job/action.ts'
import type { Happening } from '../job/happening.ts'
import type { Ports } from './ports.ts'

/** Does one thing through the ports, and tells what came of it. */
export const perform = ({ cdn, reporter, clock }: Ports, jobId: string, step: Step): T.Task<Happening> => {
  switch (step._tag) {
    case 'Submit': {
      const { index, request, within } = step
      return pipe(
        cdn.invalidate(request, within),
        TE.match(
          (failure): Happening => ({ _tag: 'NotCreated', index, request, failure }),
          invalidation => ({ _tag: 'Created', index, request, invalidation }),
        ),
      )
    }
    case 'Pause': {
      const { milliseconds } = step
      return pipe(
        clock.pause(milliseconds),
        T.map(() => ({ _tag: 'Paused', milliseconds })),
      )
    }
    case 'Report':
      return pipe(
        reporter.report(jobId, step.answer, step.within),
        TE.match(
          (failure): Happening => ({ _tag: 'NotReported', failure }),
          () => ({ _tag: 'Reported' }),
        ),
      )
  }
}
