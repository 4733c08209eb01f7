import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Hexadecimal digits that are kept: 128 bits tell any two lists apart. */
const length = 32

/** A digest of a list of strings without line breaks. */
export const digestOf = (lines: ReadonlyArray<string>): string => bytesToHex(sha256(utf8ToBytes(lines.join('\n')))).slice(0, length)
