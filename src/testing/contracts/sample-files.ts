/** A text as a file holds it. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A file as text. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Bytes in no order that could be compressed, and always the same ones. */
const noise = (length: number): Uint8Array => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state & 0xff
  })
}

/** The path of a file that only some artifacts can hold. */
const twoLines = 'a\nb'

/** Files of which something on the way could spoil the path or the content. */
const awkward: Readonly<Record<string, Uint8Array>> = {
  'items.json': bytesOf('["/*"]'),
  'in/some/folder/items.txt': bytesOf('/a\n/b\n'),
  'Übersicht/日本 %20+&.json': bytesOf('["/ü"]'),
  empty: new Uint8Array(),
  'every-byte': Uint8Array.from({ length: 256 }, (_, index) => index),
  [twoLines]: bytesOf('a path of two lines'),
  'repetitive.txt': bytesOf('/one/and/the/same\n'.repeat(10_000)),
  'noise.bin': noise(100_000),
}

/** Those of the files that an artifact can hold. */
export const sampleFiles = (holds: (path: string) => boolean): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(Object.entries(awkward).filter(([path]) => holds(path)))

/** Files of which two have the same content, and what a list says of them. The fingerprints are CRC-32 checksums. */
export const listed = {
  files: { a: bytesOf('one'), 'b/c': bytesOf('one'), d: bytesOf('two'), empty: new Uint8Array() },
  entries: [
    { name: 'a', fingerprint: 0x7a_6c_86_f1, size: 3 },
    { name: 'b/c', fingerprint: 0x7a_6c_86_f1, size: 3 },
    { name: 'd', fingerprint: 0x11_ca_8a_66, size: 3 },
    { name: 'empty', fingerprint: 0, size: 0 },
  ],
}

/** Paths at which there is no file, and the nearest at which there is one. */
export const misspelt = (holds: (path: string) => boolean): ReadonlyArray<readonly [path: string, nearest: string]> => [
  ['item.json', 'items.json'],
  ['/items.json', 'items.json'],
  ['./items.json', 'items.json'],
  ['Items.json', 'items.json'],
  ['in/some/items.txt', 'in/some/folder/items.txt'],
  ['in\\some\\folder\\items.txt', 'in/some/folder/items.txt'],
  ['', holds(twoLines) ? twoLines : 'empty'],
]
