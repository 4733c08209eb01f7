import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import type { Removal } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { toIssues } from '../../domain/codec/issue.ts'
import { strictObject } from '../../domain/codec/strict-object.ts'
import { matching, parsedString, predicate } from '../../domain/codec/value.ts'

/** What a deployment chooses about a CDN's API. */
export interface ApiSettings {
  /** The API's URL, without a slash at the end. */
  readonly baseUrl: string
  readonly removal: Removal
}

/** The settings of one CDN: the environment variables that hold them, and what they are if a variable is not set. */
export interface ApiSettingsRules {
  readonly keys: { readonly baseUrl: string; readonly removal: string }
  readonly baseUrl: string
  /** The methods that the CDN supports, the default first. */
  readonly removals: ReadonlyArray<Removal>
}

const notBaseUrl = (): string => 'not a URL that starts with https://, ends with its host or path, and does not end with /'

/** Paths are appended to it. Without TLS, only this machine may receive the token. */
const baseUrlCodec = parsedString(
  'BaseUrl',
  'a URL',
  flow(
    matching(/^(?:https:\/\/[^\s/?#@\\]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?)(?:\/[^\s/?#\\]+)*$/, notBaseUrl),
    E.filterOrElse(url => URL.canParse(url), notBaseUrl),
  ),
)

/** The value of a variable that is set and not empty. A template sets a variable without a value to an empty one. */
const given = (value: string | undefined, otherwise: string | undefined): string | undefined => value || otherwise

/** Reads the settings from environment variables. An error is reported by each request, so that jobs are answered. */
export const readApiSettings =
  ({ keys, baseUrl, removals }: ApiSettingsRules) =>
  (environment: NodeJS.ProcessEnv): E.Either<CdnFailure, ApiSettings> => {
    const quoted = removals.map(name => `"${name}"`).join(' or ')
    const removal = predicate('Removal', quoted, (value): value is Removal => removals.some(known => known === value))
    return pipe(
      { [keys.baseUrl]: given(environment[keys.baseUrl], baseUrl), [keys.removal]: given(environment[keys.removal], removals[0]) },
      strictObject('Environment', { baseUrl: baseUrlCodec, removal }, keys).decode,
      E.mapLeft(errors => ({
        _tag: 'RequestRejected',
        code: 'invalid environment variables',
        hint: `Correct them: ${toIssues(errors)
          .map(({ at, problem }) => `${at}: ${problem}`)
          .join('; ')}.`,
      })),
    )
  }
