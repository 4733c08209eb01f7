import { identity } from 'fp-ts/lib/function.js'
import type * as IO from 'fp-ts/lib/IO.js'
import { inOtherWords } from '../../adapters/ci/announcement.ts'
import { publish } from '../../adapters/ci/publish.ts'
import type { CiSystem } from '../../adapters/ci/system.ts'
import { presentSystem } from '../../adapters/ci/systems.ts'
import { withoutCommands } from '../../adapters/ci/text.ts'
import { type ExitCode, exitCodes } from '../../adapters/console/exit-codes.ts'
import type { Format } from '../../adapters/console/options.ts'
import { interruptedOutcome, type Outcome, type Submitted } from '../../adapters/console/outcome.ts'
import { type Paint, paintFor, type StatusLine, statusLine, terminalOf } from '../../adapters/console/terminal.ts'

/** A stream to write to. */
export interface Output {
  readonly isTTY: boolean
  readonly columns: number | undefined
  readonly write: (text: string) => void
}

/** The surroundings of the program: its arguments, its streams, and how it is ended. */
export interface World {
  readonly args: ReadonlyArray<string>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Puts what is printed into the words in which the arguments were given; missing if those were options. */
  readonly inWords?: (text: string) => string
  readonly stdin: () => Promise<Uint8Array>
  readonly stdout: Output
  readonly stderr: Output
  readonly now: () => number
  /** Registers what to do when the process is interrupted or terminated. The process then ends with the exit code. */
  readonly onSignal: (end: (signal: 'SIGINT' | 'SIGTERM') => ExitCode) => void
}

/** What the program writes to: the result on stdout, all else on stderr. */
export interface Screen {
  readonly print: (outcome: Outcome) => IO.IO<void>
  readonly status: StatusLine
  /** Colours for the result. */
  readonly paint: Paint
}

/** A stream whose lines the agent of a CI system reads: without commands, control codes and colours. */
const inCi = ({ columns, write }: Output): Output => ({ isTTY: false, columns, write: text => write(withoutCommands(text)) })

/** The screen of a world. Announcements are reported to `ci`, too, which reads the streams even if its variables are missing, as in a container. */
export const screenOf = (world: World, ci?: CiSystem): Screen => {
  const { environment, now, inWords = identity } = world
  const isInCi = (ci ?? presentSystem(environment)) !== undefined
  const [stdout, stderr] = isInCi ? [inCi(world.stdout), inCi(world.stderr)] : [world.stdout, world.stderr]
  const status = statusLine(terminalOf({ ...stderr, environment }), now, stderr.write)
  return {
    print: outcome => () => {
      status.clear()
      if (outcome.stdout !== '') stdout.write(inWords(outcome.stdout))
      if (outcome.stderr !== '') stderr.write(inWords(outcome.stderr))
      const report = ci && outcome.announcement && publish(ci.report(inOtherWords(outcome.announcement, inWords), environment, now()))
      if (report) world.stderr.write(report)
    },
    status,
    paint: paintFor(terminalOf({ ...stdout, environment })),
  }
}

/** Prints an outcome, and returns its exit code. */
export const show = ({ print }: Pick<Screen, 'print'>, outcome: Outcome): ExitCode => {
  print(outcome)()
  return outcome.exitCode
}

/** What a job has created so far, for the message of an interruption. */
export interface Tracker {
  readonly add: (submitted: Submitted) => void
  /** Says how to find out whether a request is being sent. */
  readonly watch: (isSending: () => boolean) => void
}

/** Reports what was created if the process is ended from outside. */
export const trackInterruption = ({ onSignal }: World, { print }: Screen, format: Format): Tracker => {
  const submitted: Submitted[] = []
  let isSending = (): boolean => false
  onSignal(signal => {
    const exitCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated
    print(interruptedOutcome(exitCode, submitted, isSending(), format))()
    return exitCode
  })
  return {
    add: one => {
      submitted.push(one)
    },
    watch: sending => {
      isSending = sending
    },
  }
}
