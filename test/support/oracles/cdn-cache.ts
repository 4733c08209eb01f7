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

/** Whether an item of an invalidation removes a file from the caches. By CloudFront's documentation, not by the code under test. */
export const removes = (item: string, { path, tags }: CachedFile): boolean => {
  if (item.startsWith('#')) return tags.some(tag => `#${tag}`.toLowerCase() === item.toLowerCase())
  return item.endsWith('*') ? decoded(path).startsWith(decoded(item.slice(0, -1))) : decoded(path) === decoded(item)
}
