/** Characters reserved for the line that counts the omitted entries. */
const roomForRest = 30

const shortened = (text: string, maxLength: number): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text)

/** A heading and a list, cut to `maxLength` characters. Entries that do not fit are counted; the first is always shown. */
export const message = (heading: string, entries: ReadonlyArray<string>, maxLength: number): string => {
  let text = heading
  for (const [index, entry] of entries.entries()) {
    const next = `${text}\n- ${entry}`
    if (index > 0 && next.length > maxLength - roomForRest) return shortened(`${text}\n… and ${entries.length - index} more`, maxLength)
    text = next
  }
  return shortened(text, maxLength)
}
