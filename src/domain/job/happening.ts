import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { InvalidationRequest } from '../plan/invalidation-request.ts'
import type { Invalidation } from './progress.ts'

/** What came of an action. `index` is that of the request in the plan. */
export type Happening =
  | { readonly _tag: 'Created'; readonly index: number; readonly request: InvalidationRequest; readonly invalidation: Invalidation }
  | { readonly _tag: 'NotCreated'; readonly index: number; readonly request: InvalidationRequest; readonly failure: CdnFailure }
  | { readonly _tag: 'Paused'; readonly milliseconds: number }
  | { readonly _tag: 'Reported' }
  | { readonly _tag: 'NotReported'; readonly failure: ReportFailure }
