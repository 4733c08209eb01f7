import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { FetchCommand } from '../domain/job/command.ts'
import type { FetchResult } from '../domain/job/event.ts'
import type { FetchingPorts } from './ports.ts'

/** Fetches something through the ports, and tells what came of it. */
export const fetch = ({ artifacts, history }: Pick<FetchingPorts, 'artifacts' | 'history'>, step: FetchCommand): T.Task<FetchResult> => {
  switch (step._tag) {
    case 'Read': {
      const { file, within } = step
      return pipe(
        artifacts.readFile(file, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'FileNotRead', file, failure }),
          content => ({ _tag: 'FileRead', file, content }),
        ),
      )
    }
    case 'LookBack': {
      const { input, within } = step
      return pipe(
        history.lastSuccess(input, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'NotLookedBack', input, failure }),
          baseline => ({ _tag: 'LookedBack', input, baseline }),
        ),
      )
    }
    case 'List': {
      const { artifact, within } = step
      return pipe(
        artifacts.list(artifact, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'NotListed', artifact, failure }),
          entries => ({ _tag: 'Listed', artifact, entries }),
        ),
      )
    }
  }
}
