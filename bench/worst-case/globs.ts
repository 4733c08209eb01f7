import { matchesAny, readGlob } from '../../src/domain/site/globs.ts'
import { rightOf } from '../../test/support/either.ts'
import type { WorstCase } from './worst-case.ts'

const ofNames = (name: string, limit: string, glob: string, names: () => ReadonlyArray<string>, lists = 1): WorstCase => ({
  name: `a pattern: ${name}`,
  limit,
  make: () => {
    const all = names()
    return () => all.filter(matchesAny(Array.from({ length: lists }, () => rightOf(readGlob(glob))))).length
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
  ofNames(
    '512 wildcards in `include` and in `exclude`, against 200,000 names of 84 characters',
    '200,000 entries, names of 16 MiB',
    '*a'.repeat(512),
    () => Array.from({ length: 200_000 }, () => 'a'.repeat(84)),
    2,
  ),
]
