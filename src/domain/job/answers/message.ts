/** Characters in a failure message. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html */
const maxLength = 5_000

/** Room for the line that counts what is left out. */
const roomForRest = 30

const fits = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text)

/** A heading and a list below it, of which as many entries are shown as fit. The first one always is. */
export const message = (heading: string, entries: ReadonlyArray<string>): string => {
  let text = heading
  for (const [index, entry] of entries.entries()) {
    const next = `${text}\n- ${entry}`
    if (index > 0 && next.length > maxLength - roomForRest) return fits(`${text}\n… and ${entries.length - index} more`)
    text = next
  }
  return fits(text)
}
