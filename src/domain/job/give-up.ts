import type { Plan } from '../plan/plan.ts'
import type { Instant } from './context.ts'
import type { Progress } from './progress.ts'

/** The job's own timeout. */
export const giveUpAt = ({ spec }: Pick<Plan, 'spec'>, { startedAt }: Pick<Progress, 'startedAt'>): Instant =>
  startedAt + spec.timeoutMinutes * 60_000
