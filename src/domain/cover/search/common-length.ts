const sharedCharacters = (one: string, other: string): number => {
  const maxLength = Math.min(one.length, other.length)
  let length = 0
  while (length < maxLength && one.charCodeAt(length) === other.charCodeAt(length)) length += 1
  return length
}

const isPercent = (text: string, at: number): boolean => text.charCodeAt(at) === 0x25

/** A `%XX` of which only a part is in common is not in common. */
const beforeBrokenByte = (text: string, length: number): number => {
  if (isPercent(text, length - 1)) return length - 1
  return isPercent(text, length - 2) ? length - 2 : length
}

/** Whether the second, third or fourth byte of a character follows, `%80` to `%BF`. */
const isContinuationByte = (text: string, at: number): boolean => isPercent(text, at) && '89ABab'.includes(text.charAt(at + 1))

/** Nor is a character of several bytes of which only the first ones are in common: `ä` and `å` are `%C3%A4` and `%C3%A5`. */
const beforeBrokenCharacter = (text: string, length: number): number => {
  let whole = length
  while (isPercent(text, whole - 3) && isContinuationByte(text, whole)) whole -= 3
  return whole
}

/** How many characters two encoded paths have in common at their beginning, behind which a wildcard may end. */
export const commonLength = (one: string, other: string): number =>
  beforeBrokenCharacter(one, beforeBrokenByte(one, sharedCharacters(one, other)))
