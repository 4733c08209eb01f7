/** A drive, slashes, `./` and `../` in front of a name. Unzipping drops them too, so that no file lands outside its folder. */
const inFront = /^(?:[A-Za-z]:(?=\/)|\.{0,2}\/)+/

const relative = (name: string): string => name.replaceAll('\\', '/').replace(inFront, '')

/**
 * The name of a file in a ZIP, with `/` between folders and no leading `/`; `undefined` if the entry is a folder. The format requires
 * `/` (APPNOTE 4.4.17.1), but some tools on Windows write backslashes.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const fileNameOf = (entryName: string): string | undefined => {
  const name = relative(entryName)
  return name === '' || name.endsWith('/') ? undefined : name
}

/** A folder in the same spelling with a trailing `/`; empty for the root. The names of its files start with it. */
export const folderOf = (text: string): string => {
  const name = relative(`${text}/`)
  let end = name.length
  while (name[end - 1] === '/') end -= 1
  return end === 0 ? '' : name.slice(0, end + 1)
}
