/**
 * What the canonical spelling writes as `%XX`: every character outside ASCII, and the unsafe ones of RFC 1738, section 2.2. Nothing
 * else: `+ : @ , ; = & $ ! ' ( )` stay, and so do the `?` that starts a query string and a `%XX` that is already there.
 * https://www.rfc-editor.org/rfc/rfc1738#section-2.2
 */
const toEncode = /%(?![0-9A-Fa-f]{2})|[ <>"#{}|\\^[\]`]|[^\p{ASCII}]+/gu

/** Encodes a path; encoding twice changes nothing. The path has to be well-formed Unicode. */
export const encodePath = (path: string): string => path.replace(toEncode, encodeURIComponent)
