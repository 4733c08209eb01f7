/** The size of a JSON text, found without parsing it. */
export interface JsonShape {
  /** Nested arrays and objects, at most: 0 for a scalar, 1 for an array of scalars. */
  readonly depth: number
  /** Values, those that hold others included. An empty array or object counts twice. */
  readonly values: number
}

const [quote, backslash, comma, lineFeed, carriageReturn] = [0x22, 0x5c, 0x2c, 0x0a, 0x0d]
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/** The index after a string that starts at `start`. Without a quotation mark on its line, it ends with the line. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === lineFeed || code === carriageReturn) return at
    if (code === backslash) at += 1
  }
  return text.length
}

/** Measures JSON in linear time and constant memory. Of a text that is not JSON, the shape says nothing after the first error. */
export const shapeOfJson = (text: string): JsonShape => {
  let [open, depth, values] = [0, 0, 1]
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at)
      continue
    }
    at += 1
    if (code === comma) values += 1
    else if (code === openArray || code === openObject) {
      open += 1
      values += 1
      depth = Math.max(depth, open)
    } else if (code === closeArray || code === closeObject) open -= 1
  }
  return { depth, values }
}
