import { matchesAny, readGlob } from '../../src/domain/site/globs.ts'
import { origin } from '../../test/support/builders/origins.ts'
import { changesOf } from '../../test/support/by-cloudfront.ts'
import { rightOf } from '../../test/support/either.ts'
import type { WorstCase } from './worst-case.ts'

const ofNames = (name: string, limit: string, glob: string, names: () => ReadonlyArray<string>): WorstCase => ({
  name: `a pattern: ${name}`,
  limit,
  make: () => {
    const all = names()
    return () => all.filter(matchesAny([rightOf(readGlob(glob))])).length
  },
})

const entriesOf = (letter: string) =>
  Array.from({ length: 200_000 }, (_, index) => ({ name: `${letter}${index}`.padEnd(84, 'a'), fingerprint: 1, size: 1 }))

/** Matching stops when it takes too long, so this is as much as it can take. */
const ofArtifacts = (name: string, globs: ReadonlyArray<string>): WorstCase => ({
  name: `patterns: ${name}, against 400,000 names of 84 characters`,
  limit: '200,000 entries, names of 16 MiB',
  make: () => {
    const [before, after] = [entriesOf('a'), entriesOf('b')]
    const list = globs.map(glob => rightOf(readGlob(glob)))
    return () => changesOf({ ...origin(), added: true, include: list, exclude: list }, before, after)
  },
})

const limits = '1,024 characters of a pattern, 4,096 of a name'

/** Hostile patterns: each keeps as many states as possible alive, or has as many as possible. */
export const cases: ReadonlyArray<WorstCase> = [
  ofNames('`*-*-*-*.html`, against 10,000 keys of 1,024 dashes', '10,000 events of a batch', '*-*-*-*.html', () =>
    Array.from({ length: 10_000 }, () => '-'.repeat(1_024)),
  ),
  ofNames('512 wildcards, against a long name', limits, '*a'.repeat(512), () => ['a'.repeat(4_096)]),
  ofNames('1,022 question marks after a wildcard, against a long name', limits, `*a${'?'.repeat(1_022)}`, () => ['ab'.repeat(2_048)]),
  ofNames('204 braces in a row, against a long name', limits, `${'{a,b}'.repeat(204)}*`, () => ['a'.repeat(4_096)]),
  ofNames('128 braces with wildcards, against a long name', limits, '{a*,*b,}'.repeat(128), () => ['ab'.repeat(2_048)]),
  ofNames('256 nested braces, against a long name', limits, `*${'{*,'.repeat(255)}a${'}'.repeat(255)}`, () => ['a'.repeat(4_096)]),
  ofNames('512 alternatives, against a long name', limits, `*{${'*,'.repeat(510)}}a`, () => ['a'.repeat(4_096)]),
  ofNames('a bracket expression of 1,000 characters, against a long name', limits, `*[${'xy'.repeat(500)}]*`, () => ['a'.repeat(4_096)]),
  ofArtifacts('512 wildcards', ['*a'.repeat(512)]),
  ofArtifacts(
    '1,024 of one character',
    Array.from({ length: 1_024 }, () => '?'),
  ),
  ofArtifacts('512 alternatives', [`*{${'*,'.repeat(510)}}a`]),
]
