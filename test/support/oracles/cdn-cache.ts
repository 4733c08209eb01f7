/** A file that an edge has in its cache, as browsers request it, and the cache tags that it came with. */
export interface CachedFile {
  readonly path: string
  readonly tags: ReadonlyArray<string>
}

/** What a path stands for, in whatever spelling. Browsers and CDNs treat `%27` and `'` as the same character. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Whether one of the items of invalidations removes a file from the caches. By CloudFront's documentation, not by the code under test. */
export const removedBy = (items: ReadonlyArray<string>): ((file: CachedFile) => boolean) => {
  const tags = new Set(items.filter(item => item.startsWith('#')).map(item => item.slice(1).toLowerCase()))
  const paths = new Set(items.map(decoded))
  const prefixes = items.filter(item => item.endsWith('*')).map(item => decoded(item.slice(0, -1)))
  return file => {
    const path = decoded(file.path)
    return paths.has(path) || prefixes.some(prefix => path.startsWith(prefix)) || file.tags.some(tag => tags.has(tag.toLowerCase()))
  }
}
