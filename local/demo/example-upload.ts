import type { LocalS3 } from '../aws/s3.ts'

const numbered = (count: number, name: (number: string) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => name(String(index + 1).padStart(3, '0')))

const pages = [
  'index.html',
  'blog/index.html',
  ...numbered(240, number => `blog/2026/${String((Number(number) % 12) + 1).padStart(2, '0')}/post-${number}.html`),
  ...numbered(60, number => `products/item-${number}.html`),
]

/** Names that need encoding. Notifications and CloudFront encode them differently. */
const namesToEncode = ['a b.html', 'c++.html', '100% wool.html', 'über uns.html', 'café/menü.html', "what's new (2026).html"]

const images = numbered(40, number => `img/${number}.webp`)

/** Some deploys write the same object more than once. */
const putTwice = ['index.html', ...images.slice(0, 20)]

const deleted = numbered(12, number => `blog/2019/old-${number}.html`)

/** Deploys a site of a few hundred objects to a folder of a bucket. `folder` is empty or ends with a slash. */
export const uploadExample = (s3: LocalS3, bucket: string, folder: string): void => {
  for (const name of [...pages, ...namesToEncode, ...images, ...putTwice]) s3.put(bucket, `${folder}${name}`, Buffer.from(name))
  for (const name of deleted) s3.delete(bucket, `${folder}${name}`)
}
