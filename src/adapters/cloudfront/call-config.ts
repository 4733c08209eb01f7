import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import * as E from 'fp-ts/lib/Either.js'
import { showable } from '../http/server-text.ts'
import type { CallConfig } from './assume-role.ts'

/** No credentials were found, or those that were found cannot be used. `reason` is a sentence of the SDK. */
export interface CredentialsNotFound {
  readonly _tag: 'CredentialsNotFound'
  readonly reason: string
}

/** CloudFront is a global service, so any Region of the usual partition will do. */
const defaultRegion = 'us-east-1'

const given = <T extends object>(settings: T): Partial<{ readonly [K in keyof T]: Exclude<T[K], undefined> }> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never

/** Which profile, Region and endpoint to use; those that are `undefined` come from the usual configuration. */
interface Settings {
  readonly profile: string | undefined
  readonly region: string | undefined
  readonly endpoint: string | undefined
}

/** The error's message, with a full stop. */
const sentenceOf = (error: unknown): string => (error instanceof Error ? showable(error.message) : 'unknown error').replace(/\.?$/, '.')

/**
 * Finds the Region and the credentials as all AWS tools do: environment, profiles, single sign-on, roles, containers and instances. Loads
 * the credentials once, so that their absence is known before anything is sent.
 */
export const findCallConfig = async (settings: Settings): Promise<E.Either<CredentialsNotFound, CallConfig>> => {
  const own = given(settings)
  const region = await new CloudFrontClient(own).config.region().catch(() => defaultRegion)
  const { credentials } = new CloudFrontClient({ ...own, region }).config
  return credentials().then(
    () => E.right({ ...own, region, credentials }),
    error => E.left({ _tag: 'CredentialsNotFound', reason: sentenceOf(error) }),
  )
}
