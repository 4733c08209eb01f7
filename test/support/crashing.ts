import type { FetchingPorts } from '../../src/application/ports.ts'

/** At which port call of an invocation its process ends, and whether the call is still made. */
export interface CrashPoint {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** The process is gone. */
class Crash extends Error {}

/** The ports, in a process that ends at this point, and tells how long it has paused, and whether it has ended. */
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
        statusOf: (request, within) => crashing(cdn.statusOf(request, within)),
      },
      artifacts: {
        readFile: (file, within) => crashing(artifacts.readFile(file, within)),
        list: (artifact, within) => crashing(artifacts.list(artifact, within)),
      },
      history: { lastSuccess: (input, within) => crashing(history.lastSuccess(input, within)) },
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
