import * as E from 'fp-ts/lib/Either.js'
import { startLocalAws } from '../local/aws/server.ts'
import { s3ClientFor } from '../src/adapters/s3/client-for.ts'
import { s3ArtifactStore } from '../src/adapters/s3/s3-artifact-store.ts'
import type { Artifact } from '../src/domain/pipeline/artifact.ts'
import { enormousZip } from '../test/support/builders/zips.ts'

const sizes = [10, 1_000, 10_000, 200_000]
const rounds = 5
const within = 30_000
const path = 'dist/invalidate.json'
const artifact: Artifact = { name: 'SiteOutput', location: 's3://artifacts/SiteOutput', credentials: { _tag: 'Own' } }

const aws = await startLocalAws()
Object.assign(process.env, {
  AWS_ENDPOINT_URL: aws.endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'ASIABENCH',
  AWS_SECRET_ACCESS_KEY: 'secret',
})
const store = s3ArtifactStore(s3ClientFor())

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Milliseconds of CPU time that this process has taken. */
const cpuTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** Reads the file once: the bytes, the requests and the CPU time it took. The local S3 runs in this process, so its CPU time is included. */
const read = async () => {
  const before = { bytes: aws.s3.bytesSent(), requests: aws.calls().length, cpu: cpuTime() }
  const content = await store.readFile({ artifact, path, maxBytes: 1_000_000 }, within)()
  if (E.isLeft(content)) throw new Error(JSON.stringify(content.left))
  const milliseconds = cpuTime() - before.cpu
  return { bytes: aws.s3.bytesSent() - before.bytes, requests: aws.calls().length - before.requests, milliseconds }
}

console.log(`Node ${process.version}, median of ${rounds} rounds\n`)
console.log('| files | artifact | bytes read | requests | CPU ms |\n| --- | --- | --- | --- | --- |')
for (const files of sizes) {
  const zip = enormousZip(files, { path, bytes: new Uint8Array(50_000), index: Math.floor((files * 3) / 4) })
  aws.s3.put('artifacts', 'SiteOutput', zip)
  await read()
  const samples: Awaited<ReturnType<typeof read>>[] = []
  for (let round = 0; round < rounds; round += 1) samples.push(await read())
  const [{ bytes, requests } = { bytes: Number.NaN, requests: Number.NaN }] = samples
  const columns = [
    files,
    `${(zip.byteLength / 1_000_000).toFixed(1)} MB`,
    bytes,
    requests,
    median(samples.map(({ milliseconds }) => milliseconds)).toFixed(0),
  ]
  console.log(`| ${columns.map(column => (typeof column === 'number' ? column.toLocaleString('en') : column)).join(' | ')} |`)
}
await aws.close()
