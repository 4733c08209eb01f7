import type { FetchingPorts } from '../../../src/application/ports.ts'

/** The port call at which the process of an invocation crashes, and whether it crashes before or after the call. */
export interface CrashPoint {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** Stands for the end of the process. */
class Crash extends Error {}

/**
 * Wraps ports so that the process crashes at this point. `paused` returns the milliseconds that the invocation has paused, and
 * `crashed` whether it has crashed.
 */
export const crashingAt = (
  ports: FetchingPorts,
  point: CrashPoint | undefined,
): { readonly ports: FetchingPorts; readonly paused: () => number; readonly crashed: () => boolean } => {
  let calls = 0
  let paused = 0
  const crashing =
    <A>(task: () => Promise<A>) =>
    async (): Promise<A> => {
      calls += 1
      const isHere = calls === point?.call
      if (isHere && point?.when === 'before') throw new Crash()
      const result = await task()
      if (isHere) throw new Crash()
      return result
    }
  const { cdn, reporter, artifacts, history, clock } = ports
  return {
    ports: {
      ...ports,
      cdn: {
        capabilities: cdn.capabilities,
        invalidate: (request, within) => crashing(cdn.invalidate(request, within)),
        find: (request, within) => crashing(cdn.find(request, within)),
        statusOf: (request, within) => crashing(cdn.statusOf(request, within)),
      },
      artifacts: {
        readFile: (file, within) => crashing(artifacts.readFile(file, within)),
        list: (artifact, within) => crashing(artifacts.list(artifact, within)),
      },
      history: { baseline: (input, within) => crashing(history.baseline(input, within)) },
      reporter: {
        capabilities: reporter.capabilities,
        report: (jobId, answer, within) => crashing(reporter.report(jobId, answer, within)),
      },
      clock: {
        now: clock.now,
        pause: milliseconds => {
          paused += milliseconds
          return crashing(clock.pause(milliseconds))
        },
      },
    },
    paused: () => paused,
    crashed: () => point !== undefined && calls >= point.call,
  }
}
