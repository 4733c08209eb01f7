import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { StepCommand } from '../domain/job/command.ts'
import type { StepResult } from '../domain/job/event.ts'
import type { Ports } from './ports.ts'

/** Performs a step through the ports. Failures are results, so it never rejects. */
export const perform = ({ cdn, reporter, clock }: Ports, jobId: string, step: StepCommand): T.Task<StepResult> => {
  switch (step._tag) {
    case 'Submit': {
      const { target, request, within } = step
      return pipe(
        cdn.invalidate(request, within),
        TE.match(
          (failure): StepResult => ({ _tag: 'InvalidationFailed', target, request, failure }),
          invalidation => ({ _tag: 'InvalidationCreated', target, request, invalidation }),
        ),
      )
    }
    case 'LookUp': {
      const { target, request, within } = step
      return pipe(
        cdn.find(request, within),
        TE.match(
          (failure): StepResult => ({ _tag: 'LookUpFailed', target, request, failure }),
          invalidation => ({ _tag: 'LookedUp', target, request, invalidation }),
        ),
      )
    }
    case 'CheckStatus': {
      const { target, request, within } = step
      return pipe(
        cdn.statusOf(request, within),
        TE.match(
          (failure): StepResult => ({ _tag: 'StatusCheckFailed', target, request, failure }),
          status => ({ _tag: 'StatusChecked', target, request, status }),
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
    case 'Report': {
      const { answer, within } = step
      return pipe(
        reporter.report(jobId, answer, within),
        TE.match(
          (failure): StepResult => ({ _tag: 'ReportFailed', answer, failure }),
          () => ({ _tag: 'Reported', answer }),
        ),
      )
    }
  }
}
