import fc from 'fast-check'
import type { ArtifactEntry } from '../../../src/domain/pipeline/artifact-entry.ts'

/** An entry of a ZIP. `content` stands for the bytes: equal numbers mean equal checksums. */
export const entry = (name: string, content = 0, size = 1): ArtifactEntry => ({ name, fingerprint: content, size })

/** File names of a small site. There are few of them, so that two sites share many. */
export const fileName: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'docs/', 'docs/a/', 'dist/', 'dist/docs/', 'a~b/'),
    fc.constantFrom('index.html', 'a.css', 'a.css.map', 'a b.html', 'docs', 'x?y#z%41', 'ü', '~', 'a*b'),
  )
  .map(([folder, name]) => folder + name)

/** The entries of an artifact. Some are folders, some occur twice. */
export const entries: fc.Arbitrary<ReadonlyArray<ArtifactEntry>> = fc.array(
  fc
    .tuple(fc.oneof({ weight: 9, arbitrary: fileName }, fc.constantFrom('docs/', 'dist/')), fc.integer({ min: 0, max: 2 }))
    .map(([name, content]) => entry(name, content)),
  { maxLength: 30 },
)
