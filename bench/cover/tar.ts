import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

const block = 512

const text = (header: Buffer, from: number, length: number): string => header.toString('latin1', from, from + length).replace(/\0.*$/s, '')

/** The value of `path` in a pax header, which precedes a file with a long name. */
const longName = (content: Buffer): string | undefined => /(?:^|\n)\d+ path=(?<path>[^\n]*)\n/.exec(content.toString())?.groups?.['path']

/** The files of an npm package: names relative to the package's folder, and digests of their content. */
export const filesOf = (tarball: Buffer): ReadonlyMap<string, string> => {
  const tar = gunzipSync(tarball)
  const files = new Map<string, string>()
  let extended: string | undefined
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block)
    const size = Number.parseInt(text(header, 124, 12), 8) || 0
    const content = tar.subarray(at + block, at + block + size)
    const type = text(header, 156, 1)
    if (type === 'x') extended = longName(content)
    else {
      const prefix = text(header, 345, 155)
      const name = extended ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`)
      if (type === '0' || type === '') files.set(name.slice(name.indexOf('/') + 1), createHash('sha1').update(content).digest('hex'))
      extended = undefined
    }
    at += block + Math.ceil(size / block) * block
  }
  files.delete('')
  return files
}
