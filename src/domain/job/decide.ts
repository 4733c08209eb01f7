import * as E from 'fp-ts/lib/Either.js'
import type { Plan } from '../plan/plan.ts'
import type { PlanFailure } from '../plan/plan-failure.ts'
import type { End, Step } from './action.ts'
import { conclude } from './answers/conclude.ts'
import { handOver } from './answers/hand-over.ts'
import { refuse } from './answers/refuse.ts'
import { deliver, report } from './deliver.ts'
import type { Moment } from './moment.ts'
import { next } from './next.ts'
import type { Progress } from './progress.ts'

const goOn = (plan: Plan, progress: Progress, moment: Moment): Step | End => {
  const step = next(plan, progress, moment)
  switch (step._tag) {
    case 'Conclude':
      return report(conclude(plan, progress), moment)
    case 'HandOver':
      return report(handOver(plan, progress), moment)
    case 'Submit':
    case 'Check':
    case 'Pause':
    case 'Report':
      return step
  }
}

/**
 * What a job does next: what can still be done in this invocation, then the answer. The answer tells of all
 * distributions, so each of them is brought as far as it gets before.
 */
export const decide = (work: E.Either<PlanFailure, Plan>, progress: Progress, moment: Moment): Step | End =>
  deliver(progress.report, moment, () => (E.isLeft(work) ? report(refuse(work.left), moment) : goOn(work.right, progress, moment)))
