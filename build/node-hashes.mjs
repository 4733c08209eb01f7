import { createHash } from 'node:crypto'

/**
 * What the sources use of `@noble/hashes`, made with Node.js, where all bundles run. SHA-256 in JavaScript is a loop that V8 optimises while
 * the function starts, and loading its optimising compiler takes 5 MB on Node.js 22.
 */
export const sha256 = bytes => createHash('sha256').update(bytes).digest()

export const utf8ToBytes = text => Buffer.from(text)

export const bytesToHex = bytes => bytes.toString('hex')
