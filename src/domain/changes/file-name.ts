/** A drive, slashes, `./` and `../` in front of a name. What unzips leaves them out, too, so that no file lands elsewhere. */
const inFront = /^(?:[A-Za-z]:(?=\/))?(?:\.{0,2}\/+)+/

/**
 * The name of a file in a ZIP, with `/` between folders and none in front; `undefined` where the entry is a folder. A ZIP
 * has to have `/` (APPNOTE 4.4.17.1), so a backslash is what some tools on Windows write instead.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const fileNameOf = (entryName: string): string | undefined => {
  const name = entryName.replaceAll('\\', '/').replace(inFront, '')
  return name === '' || name.endsWith('/') ? undefined : name
}
