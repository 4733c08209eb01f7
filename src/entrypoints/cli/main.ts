import * as E from 'fp-ts/lib/Either.js'
import { systemOf } from '../../adapters/ci/systems.ts'
import { type Request, readArguments, type UsageInvalid } from '../../adapters/console/arguments.ts'
import type { ExitCode } from '../../adapters/console/exit-codes.ts'
import { help } from '../../adapters/console/help.ts'
import { done, usageOutcome } from '../../adapters/console/outcome.ts'
import { screenOf, show, type World } from './screen.ts'

const reporterOf = (request: E.Either<UsageInvalid, Request>) => {
  const read = E.toUnion(request)
  return 'reporter' in read ? read.reporter : 'console'
}

/** Runs the command line. Resolves with the exit code. What a command needs is loaded on demand. */
export const main = async (world: World): Promise<ExitCode> => {
  const request = readArguments(world.args)
  const screen = screenOf(world, systemOf(reporterOf(request), world.environment))
  if (E.isLeft(request)) return show(screen, usageOutcome(request.left))
  switch (request.right._tag) {
    case 'Help':
      return show(screen, done(help(request.right.command)))
    case 'Version':
      return show(screen, done(`${world.version}\n`))
    case 'Command': {
      const { runCommand } = await import('./commands.ts')
      return runCommand(world, screen, request.right)
    }
  }
}
