/**
 * Where the prefix of a wildcard may end: after any character (`/img/logo-*`, but not inside an encoded character), or
 * only after a `/` (`/img/*`). An encoded slash (`%2F`) does not count as a `/`.
 */
export type WildcardGranularity = 'character' | 'directory'

const sharedCharacters = (one: string, other: string): number => {
  let length = 0
  // Ends at the end of either text, where `charCodeAt` is NaN, which equals nothing.
  while (one.charCodeAt(length) === other.charCodeAt(length)) length += 1
  return length
}

const isPercent = (text: string, at: number): boolean => text.charCodeAt(at) === 0x25

/** The length without a `%XX` that is cut in two. */
const beforeBrokenByte = (text: string, length: number): number => {
  if (isPercent(text, length - 1)) return length - 1
  return isPercent(text, length - 2) ? length - 2 : length
}

/** Whether a UTF-8 continuation byte follows, `%80` to `%BF`. */
const isContinuationByte = (text: string, at: number): boolean => isPercent(text, at) && '89ABab'.includes(text.charAt(at + 1))

/** The length without a multi-byte character that is cut in two: `%C3%A4` (`ä`) and `%C3%A5` (`å`) share nothing. */
const beforeBrokenCharacter = (text: string, length: number): number => {
  let whole = length
  while (isPercent(text, whole - 3) && isContinuationByte(text, whole)) whole -= 3
  return whole
}

/** Length of the longest common prefix of two encoded paths after which a wildcard may end. */
export const commonLength = (one: string, other: string, granularity: WildcardGranularity): number => {
  const length = sharedCharacters(one, other)
  switch (granularity) {
    case 'character':
      return beforeBrokenCharacter(one, beforeBrokenByte(one, length))
    case 'directory':
      return one.slice(0, length).lastIndexOf('/') + 1
  }
}
