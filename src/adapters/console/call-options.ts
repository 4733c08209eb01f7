import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import type { Issue } from '../../domain/codec/issue.ts'
import type { Values } from './arguments.ts'

/** How to call the cloud. Values that are `undefined` come from its usual configuration. */
export interface CallOptions {
  readonly profile: string | undefined
  readonly region: string | undefined
  readonly endpoint: string | undefined
  /** Milliseconds after which everything is sent once more; `undefined` for never. */
  readonly againAfter: number | undefined
}

const secondsIn = (values: Values): number | undefined => {
  const [seconds] = values.get('again-after') ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

/** The options that say how to call. */
export const callOptionsOf = (values: Values): CallOptions => {
  const seconds = secondsIn(values)
  return {
    profile: values.get('profile')?.[0],
    region: values.get('region')?.[0],
    endpoint: values.get('endpoint-url')?.[0],
    againAfter: seconds === undefined ? undefined : seconds * 1_000,
  }
}

const endpointIssues = (values: Values): ReadonlyArray<Issue> => {
  const [url] = values.get('endpoint-url') ?? []
  return url === undefined || (/^https?:\/\/[^/]/.test(url) && URL.canParse(url))
    ? []
    : [{ at: '--endpoint-url', problem: `${excerpt(url)} is not a URL; one looks like http://127.0.0.1:4566` }]
}

/** Seconds until everything is sent once more, at most. */
const maxAgainAfter = 3_600

const againAfterIssues = (values: Values, { name, idempotentByReference }: CdnCapabilities): ReadonlyArray<Issue> => {
  const seconds = secondsIn(values)
  if (seconds === undefined || Number.isNaN(seconds)) return []
  if (idempotentByReference) return [{ at: '--again-after', problem: `has no effect with ${name}, which ignores repeated requests` }]
  return seconds >= 1 && seconds <= maxAgainAfter
    ? []
    : [{ at: '--again-after', problem: `expected 1 to ${maxAgainAfter} seconds, got ${seconds}` }]
}

/** Issues with the options that say how to call. */
export const callIssues = (values: Values, cdn: CdnCapabilities): ReadonlyArray<Issue> => [
  ...endpointIssues(values),
  ...againAfterIssues(values, cdn),
]
