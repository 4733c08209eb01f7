import fc from 'fast-check'
import type { ArtifactEntry } from '../../src/domain/pipeline/artifact-entry.ts'

/** A file in a ZIP. The content stands for what CRC-32 and size are made of. */
export const entry = (name: string, content = 0, size = 1): ArtifactEntry => ({ name, fingerprint: content, size })

/** The names of files that a small site may have. Few, so that two sites share many. */
export const fileName: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'docs/', 'docs/a/', 'dist/', 'dist/docs/', 'a~b/'),
    fc.constantFrom('index.html', 'a.css', 'a.css.map', 'a b.html', 'docs', 'x?y#z%41', 'ü', '~', 'a*b'),
  )
  .map(([folder, name]) => folder + name)

/** The files of an artifact, some of them folders, some of them twice. */
export const entries: fc.Arbitrary<ReadonlyArray<ArtifactEntry>> = fc.array(
  fc
    .tuple(fc.oneof({ weight: 9, arbitrary: fileName }, fc.constantFrom('docs/', 'dist/')), fc.integer({ min: 0, max: 2 }))
    .map(([name, content]) => entry(name, content)),
  { maxLength: 30 },
)
