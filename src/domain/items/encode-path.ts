/**
 * What must be written as `%XX`: every character outside ASCII, and RFC 1738's unsafe ones. CloudFront asks to encode
 * nothing else, "or CloudFront won't invalidate the old version": so `+ : @ , ; = & $ ! ' ( )` stay, and so do the `?`
 * that begins a query string and a `%XX` that is already there.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
const toEncode = /%(?![0-9A-Fa-f]{2})|[ <>"#{}|\\^[\]`]|[^\p{ASCII}]+/gu

/** Encodes a path for an invalidation; encoding twice changes nothing. The path has to be well-formed Unicode. */
export const encodePath = (path: string): string => path.replace(toEncode, encodeURIComponent)
