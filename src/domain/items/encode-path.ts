/**
 * Characters to encode as `%XX`: everything outside ASCII, and the unsafe characters of RFC 1738, section 2.2. Everything else stays,
 * including `+ : @ , ; = & $ ! ' ( )`, the `?` before a query string, and existing `%XX`.
 * https://www.rfc-editor.org/rfc/rfc1738#section-2.2
 */
const toEncode = /%(?![0-9A-Fa-f]{2})|[ <>"#{}|\\^[\]`]+|[^\p{ASCII}]+/gu

/** Encodes a path. Idempotent. Throws if the path is not well-formed Unicode. */
export const encodePath = (path: string): string => path.replace(toEncode, encodeURIComponent)
