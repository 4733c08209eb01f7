import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Removal } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { toIssues } from '../../domain/codec/issue.ts'
import { strictObject } from '../../domain/codec/strict-object.ts'
import { matching, parsedString, predicate } from '../../domain/codec/value.ts'
import { capabilities } from './capabilities.ts'

/** What a deployment chooses. */
export interface Settings {
  /** The API's URL, without a slash at the end. */
  readonly baseUrl: string
  readonly removal: Removal
}

/** The environment variables with the settings, named as Cloudflare's own client names them. */
const keys = { baseUrl: 'CLOUDFLARE_BASE_URL', removal: 'CLOUDFLARE_REMOVAL' } as const

/** Without TLS, only this machine may receive the token. */
const baseUrl = parsedString(
  'BaseUrl',
  'a URL',
  matching(
    /^(?:https:\/\/[^\s/]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?)(?:\/[^\s/]+)*$/,
    () => 'not a URL that starts with https:// and does not end with /',
  ),
)

const removal = predicate('Removal', '"remove" or "revalidate"', (value): value is Removal =>
  capabilities.removals.some(known => known === value),
)

const settings = strictObject('Environment', { baseUrl, removal }, keys)

const [defaultRemoval] = capabilities.removals

/** The value of a variable that is set and not empty. A template sets a variable without a value to an empty one. */
const given = (value: string | undefined, otherwise: string | undefined): string | undefined => value || otherwise

/** Reads the settings from environment variables. An error is reported by each request, so that jobs are answered. */
export const readSettings = (environment: NodeJS.ProcessEnv): E.Either<CdnFailure, Settings> =>
  pipe(
    {
      [keys.baseUrl]: given(environment[keys.baseUrl], 'https://api.cloudflare.com/client/v4'),
      [keys.removal]: given(environment[keys.removal], defaultRemoval),
    },
    settings.decode,
    E.mapLeft(errors => ({
      _tag: 'RequestRejected',
      code: 'invalid environment variables',
      hint: `Correct them: ${toIssues(errors)
        .map(({ at, problem }) => `${at}: ${problem}`)
        .join('; ')}`,
    })),
  )
