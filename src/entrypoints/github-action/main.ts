import * as E from 'fp-ts/lib/Either.js'
import type { ExitCode } from '../../adapters/console/exit-codes.ts'
import { invalidOptions, usageOutcome } from '../../adapters/console/outcome.ts'
import { githubActions } from '../../adapters/github-actions/github-actions.ts'
import { argumentsOf } from '../../adapters/github-actions/inputs.ts'
import { inInputs } from '../../adapters/github-actions/words.ts'
import { main } from '../cli/main.ts'
import { screenOf, show, type World } from '../cli/screen.ts'

/** Runs the GitHub Action: the command line, with inputs instead of arguments. Resolves with the exit code. */
export const runAction = async (world: World): Promise<ExitCode> => {
  const args = argumentsOf(world.environment)
  const inAction = { ...world, inWords: inInputs }
  if (E.isRight(args)) return main({ ...inAction, args: args.right })
  return show(screenOf(inAction, githubActions), usageOutcome(invalidOptions('invalidate', args.left, 'text')))
}
