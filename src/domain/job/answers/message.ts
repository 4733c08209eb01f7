import type { CiCapabilities } from '../../pipeline/capabilities.ts'
import type { Answer } from '../answer.ts'

/** Room for the line that counts what is left out. */
const roomForRest = 30

/** A text of at most this many characters. */
export const shortened = (text: string, maxLength: number): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text)

/** The same answer, with a text that the CI system can show. */
export const presentable = (answer: Answer, { maxMessageLength }: Pick<CiCapabilities, 'maxMessageLength'>): Answer =>
  answer._tag === 'Failure'
    ? { ...answer, message: shortened(answer.message, maxMessageLength) }
    : { ...answer, summary: shortened(answer.summary, maxMessageLength) }

/** A heading and a list below it, of which as many entries are shown as fit into `maxLength` characters. The first one always is. */
export const message = (heading: string, entries: ReadonlyArray<string>, maxLength: number): string => {
  let text = heading
  for (const [index, entry] of entries.entries()) {
    const next = `${text}\n- ${entry}`
    if (index > 0 && next.length > maxLength - roomForRest) return shortened(`${text}\n… and ${entries.length - index} more`, maxLength)
    text = next
  }
  return shortened(text, maxLength)
}
