import * as E from 'fp-ts/lib/Either.js'
import type { ExitCode } from '../../adapters/console/exit-codes.ts'
import { failureOf, failureOutcome } from '../../adapters/console/outcome.ts'
import { githubActions } from '../../adapters/github-actions/github-actions.ts'
import { argumentsOf } from '../../adapters/github-actions/inputs.ts'
import { message } from '../../domain/job/answers/message.ts'
import { main } from '../cli/main.ts'
import { screenOf, show, type World } from '../cli/screen.ts'

/** Runs the GitHub Action: the command line, with inputs instead of arguments. Resolves with the exit code. */
export const runAction = async (world: World): Promise<ExitCode> => {
  const args = argumentsOf(world.environment)
  if (E.isRight(args)) return main({ ...world, args: args.right })
  const issues = args.left.map(({ at, problem }) => `${at}: ${problem}`)
  const failure = failureOf('configuration', message('Invalid inputs:', issues, Number.POSITIVE_INFINITY))
  return show(screenOf(world, githubActions), failureOutcome(failure, 'text'))
}
