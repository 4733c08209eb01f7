import type { LocalS3 } from '../aws/s3.ts'

const numbered = (count: number, name: (number: string) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => name(String(index + 1).padStart(3, '0')))

const pages = [
  'index.html',
  'blog/index.html',
  ...numbered(240, number => `blog/2026/${String((Number(number) % 12) + 1).padStart(2, '0')}/post-${number}.html`),
  ...numbered(60, number => `products/item-${number}.html`),
]

/** Names that have to be encoded, in a notification in one way and for CloudFront in another. */
const oddNames = ['a b.html', 'c++.html', '100% wool.html', 'über uns.html', 'café/menü.html', "what's new (2026).html"]

const images = numbered(40, number => `img/${number}.webp`)

/** Some deploys write what they have just written. */
const putTwice = ['index.html', ...images.slice(0, 20)]

const deleted = numbered(12, number => `blog/2019/old-${number}.html`)

/** Deploys a site of some hundred objects into a folder of a bucket. The folder is empty, or ends with a slash. */
export const uploadExample = (s3: LocalS3, bucket: string, folder: string): void => {
  for (const name of [...pages, ...oddNames, ...images, ...putTwice]) s3.put(bucket, `${folder}${name}`, Buffer.from(name))
  for (const name of deleted) s3.delete(bucket, `${folder}${name}`)
}
