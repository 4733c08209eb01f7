/** A drive, slashes, `./` and `../` in front of a name. What unzips leaves them out, too, so that no file lands elsewhere. */
const inFront = /^(?:[A-Za-z]:(?=\/)|\.{0,2}\/+)+/

const relative = (name: string): string => name.replaceAll('\\', '/').replace(inFront, '')

/**
 * The name of a file in a ZIP, with `/` between folders and none in front; `undefined` where the entry is a folder. A ZIP
 * has to have `/` (APPNOTE 4.4.17.1), so a backslash is what some tools on Windows write instead.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const fileNameOf = (entryName: string): string | undefined => {
  const name = relative(entryName)
  return name === '' || name.endsWith('/') ? undefined : name
}

/** A folder in the same spelling, with a `/` at its end, or nothing at all for the outermost: what its files' names begin with. */
export const folderOf = (text: string): string => {
  const name = relative(`${text}/`).replace(/\/+$/, '')
  return name === '' ? '' : `${name}/`
}
