import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { FetchCommand } from '../domain/job/command.ts'
import type { FetchResult } from '../domain/job/event.ts'
import type { FetchingPorts } from './ports.ts'

/** Performs a fetch through the ports. Failures are results, so it never rejects. */
export const fetch = ({ artifacts, history }: Pick<FetchingPorts, 'artifacts' | 'history'>, step: FetchCommand): T.Task<FetchResult> => {
  switch (step._tag) {
    case 'ReadFile': {
      const { file, within } = step
      return pipe(
        artifacts.readFile(file, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'FileReadFailed', file, failure }),
          content => ({ _tag: 'FileRead', file, content }),
        ),
      )
    }
    case 'ReadHistory': {
      const { input, within } = step
      return pipe(
        history.baseline(input, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'HistoryReadFailed', input, failure }),
          baseline => ({ _tag: 'HistoryRead', input, baseline }),
        ),
      )
    }
    case 'ListArtifact': {
      const { artifact, within } = step
      return pipe(
        artifacts.list(artifact, within),
        TE.match(
          (failure): FetchResult => ({ _tag: 'ArtifactListFailed', artifact, failure }),
          entries => ({ _tag: 'ArtifactListed', artifact, entries }),
        ),
      )
    }
  }
}
