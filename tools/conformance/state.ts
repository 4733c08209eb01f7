import type { Sent } from './cloudfront/probes.ts'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The state file of a run. */
export const writeState = (sent: Sent): string => `${JSON.stringify({ version: 1, ...sent }, undefined, 2)}\n`

/** The request in a state file. Throws if it is not one. */
export const readState = (text: string): Sent => {
  const { version, distribution, reference, items, invalidation, at } = JSON.parse(text) ?? {}
  const isSent = isText(distribution) && isText(reference) && isText(invalidation) && Array.isArray(items) && items.every(isText)
  if (version !== 1 || !isSent || !Number.isFinite(at)) throw new Error('it is not a state file of npm run conformance')
  return { distribution, reference, items, invalidation, at }
}
