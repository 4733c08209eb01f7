import type { ZipFile } from 'yauzl'
import type { ArtifactEntry } from '../../domain/pipeline/artifact-entry.ts'
import type { RemoteFile } from './remote-file.ts'
import { assertAllRead, nameOf } from './zip.ts'

/** What the list of files at the end of a ZIP tells of them. */
export const listEntries = async (file: RemoteFile, zip: ZipFile): Promise<ReadonlyArray<ArtifactEntry>> => {
  const entries: ArtifactEntry[] = []
  for await (const entry of zip.eachEntry()) {
    entries.push({ name: nameOf(entry), crc32: entry.crc32, size: entry.uncompressedSize })
  }
  await assertAllRead(file, zip)
  return entries
}
