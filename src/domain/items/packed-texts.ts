/** Texts of one byte a character, one after the other in a list of bytes. Zeros end each text, and sort before all characters. */
export interface PackedTexts {
  readonly bytes: Uint8Array
  /** The index of the first byte of each text. */
  readonly starts: Int32Array
}

/** Zeros after a text: four bytes from the end of a text or before it never belong to the next one. */
const padding = 4

/** Bytes, at most. */
const maxBytes = 2 ** 27

/** Packs texts. `undefined` if they have other characters than U+0001 to U+00FF, which no encoded path has, or take more than 128 MB. */
export const packTexts = (texts: ReadonlyArray<string>): PackedTexts | undefined => {
  let length = 0
  for (const text of texts) length += text.length + padding
  if (length > maxBytes) return undefined
  const bytes = new Uint8Array(length)
  const starts = new Int32Array(texts.length)
  let used = 0
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at] ?? ''
    starts[at] = used
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (code === 0 || code > 0xff) return undefined
      bytes[used + index] = code
    }
    used += text.length + padding
  }
  return { bytes, starts }
}
