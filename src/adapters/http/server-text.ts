/** Characters of a server's text that are shown, at most. */
const maxShown = 200

/** Characters that are looked at, so that a long text takes no time. */
const maxRead = 4_000

const redacted = '[redacted]'

/** Access key ids. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const accessKeyId = /(?:ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{8,}/g

/** A value after the name of a credential or a signature, as a header, a query string or JSON has it. The signatures of ZIP files are short. */
const named =
  /(?<name>credential|signature|security-?token|session-?token|secret-?(?:access-?)?key|access-?key(?:-?id)?|authorization|password)(?<sign>"?\s*(?:=|:|%3D)\s*"?)(?:(?:bearer|basic)\s+)?(?!0x[\da-f]{1,8}\b)[^\s&,;"'<>]+/gi

const jsonWebToken = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g

const longRun = /[A-Za-z0-9+/_-]{32,}={0,2}/g

/** Random text in hexadecimal or base64. A path or a UUID is neither, unless it mixes cases and digits. */
const looksRandom = (run: string): boolean => /^[0-9a-f]+$/i.test(run) || [/[A-Z]/, /[a-z]/, /\d/].every(part => part.test(run))

/** The part that is looked at. It ends with a whole word, because half a secret would not be recognised. */
const leadingPart = (text: string): string => (text.length > maxRead ? text.slice(0, maxRead).split(/\s/).slice(0, -1).join(' ') : text)

/** A text on one line of at most 200 characters. */
const shortLine = (text: string): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > maxShown ? `${line.slice(0, maxShown - 1)}…` : line
}

/**
 * What a server wrote, as it may be shown to people: one line of at most 200 characters, without anything that looks like a signature, a
 * token or an access key. Some errors repeat the request that they reject, with its credentials.
 */
export const showable = (text: string): string => {
  const safe = leadingPart(text)
    .replace(jsonWebToken, redacted)
    .replace(named, `$<name>$<sign>${redacted}`)
    .replace(accessKeyId, redacted)
    .replace(longRun, run => (looksRandom(run) ? redacted : run))
  return shortLine(safe)
}

/** The same for the response to a call with a secret: the secret itself is not shown either, whatever it looks like. */
export const showableWithout =
  (secret: string) =>
  (text: string): string =>
    showable(text.replaceAll(secret, redacted))

/**
 * An id in the response to a call with a secret, as it may be shown: one line of at most 200 characters. Ids look random, so nothing but the
 * secret is redacted.
 */
export const showableId =
  (secret: string) =>
  (id: string): string =>
    shortLine(id.replaceAll(secret, redacted))
