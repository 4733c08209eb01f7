/** A reference to a variable that a CI system replaces before it passes a text on. */
export interface VariableRules {
  readonly pattern: RegExp
  /** What is wrong with a text that still holds one, after the text itself. */
  readonly reason: string
}

/** Why a text cannot be meant as an item, and the path that probably is meant, if there is one. */
export interface Unmeant {
  readonly reason: string
  readonly path: string | undefined
}

/** The repeated classes of these patterns exclude what starts them, so that matching takes linear time. */
const placeholder = /\$\{[^${}]*\}/
const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i
const schemelessUrl = /^\/\/(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]*(?::\d+)?(?=\/)/u

const dot = /^(?:\.|%2e)$/i
const dots = /^(?:\.|%2e){2}$/i
const dotSegment = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i

/** A path without its `.` and `..` segments. https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4 */
const withoutDotSegments = (path: string): string => {
  const segments = path.replace(/^\//, '').split('/')
  const kept: string[] = []
  for (const segment of segments) {
    if (dots.test(segment)) kept.pop()
    else if (!dot.test(segment)) kept.push(segment)
  }
  const last = segments.at(-1) ?? ''
  return `/${kept.join('/')}${kept.length > 0 && (dot.test(last) || dots.test(last)) ? '/' : ''}`
}

const dotSegmentsIn = (text: string): Unmeant | undefined => {
  const end = text.indexOf('?')
  const path = end === -1 ? text : text.slice(0, end)
  return dotSegment.test(path)
    ? {
        reason: 'has a . or .. segment, which browsers remove before they send a request',
        path: `${withoutDotSegments(path)}${text.slice(path.length)}`,
      }
    : undefined
}

const urlOf = (kind: string, path: string): Unmeant => ({
  reason: `${kind}; give only its path`,
  path: dotSegmentsIn(path)?.path ?? path,
})

/**
 * What a CDN would accept, but no request can match: an unresolved variable or placeholder, a URL, or a path with dot segments, which
 * the URL standard resolves. https://url.spec.whatwg.org/#path-state
 */
export const unmeantIn = (text: string, variables: VariableRules | undefined): Unmeant | undefined => {
  if (variables?.pattern.test(text)) return { reason: variables.reason, path: undefined }
  if (placeholder.test(text)) return { reason: 'has a placeholder that was not replaced; write its value', path: undefined }
  if (text.startsWith('#')) return undefined
  const origin = scheme.exec(text)
  if (origin) return urlOf('is a URL', text.slice(origin[0].length))
  const host = text.startsWith('//') ? schemelessUrl.exec(text) : null
  if (host) return urlOf('is a URL without a scheme', text.slice(host[0].length))
  return dotSegmentsIn(text)
}
