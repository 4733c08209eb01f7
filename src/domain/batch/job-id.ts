import type { ObjectChange, Origin } from '../origins/origin.ts'
import { laterOf } from '../origins/sequencer.ts'
import { digestOf } from '../plan/digest.ts'

/** A change, and the message that tells of it. */
export interface Told {
  readonly messageId: string
  readonly change: ObjectChange
}

/**
 * The id of the job that an origin gets of these changes. It stands for which changes of which objects they are: the same
 * ones, told in another order, or more than once, or by other messages, give the same id, and so the same invalidation at
 * the CDN. A later change of one of the objects gives another, and so does a change that has no sequencer and is told by
 * another message: for the CDN must not take it for one that it has invalidated.
 */
export const jobIdOf = (origin: Origin, told: ReadonlyArray<Told>): string => {
  const last = new Map<string, string>()
  const unnumbered = new Set<string>()
  for (const { messageId, change } of told) {
    const object = JSON.stringify([change.bucket, change.key])
    if (change.sequencer === undefined) unnumbered.add(JSON.stringify([object, messageId]))
    else last.set(object, laterOf(change.sequencer, last.get(object) ?? ''))
  }
  return digestOf([JSON.stringify(origin), ...[...last].map(entry => JSON.stringify(entry)).sort(), '', ...[...unnumbered].sort()])
}
