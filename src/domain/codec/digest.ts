import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Hexadecimal digits to keep. 128 bits make a collision practically impossible. */
const length = 32

/** A digest of a list of strings without line breaks. */
export const digestOf = (lines: ReadonlyArray<string>): string => bytesToHex(sha256(utf8ToBytes(lines.join('\n')))).slice(0, length)
