import fc from 'fast-check'

/** Where a part of a pattern can end in a name, if it starts at a position. */
type Ends = (name: ReadonlyArray<string>, start: number) => ReadonlyArray<number>

interface Part {
  readonly text: string
  readonly ends: Ends
}

/** A pattern, and its meaning by the documented rules, found by trying everything. */
export interface SampleGlob {
  readonly text: string
  readonly matches: (name: string) => boolean
}

const one = (text: string, isPart: (character: string) => boolean): Part => ({
  text,
  ends: (name, start) => name.slice(start, start + 1).flatMap(character => (isPart(character) ? [start + 1] : [])),
})

const literal = (character: string): Part => one(character, other => other === character)

const inSequence =
  (parts: ReadonlyArray<Part>): Ends =>
  (name, start) =>
    parts.reduce<ReadonlyArray<number>>((ends, part) => [...new Set(ends.flatMap(end => part.ends(name, end)))], [start])

const sequence = (parts: ReadonlyArray<Part>): Part => ({ text: parts.map(({ text }) => text).join(''), ends: inSequence(parts) })

const positionsFrom = (name: ReadonlyArray<string>, start: number): ReadonlyArray<number> =>
  Array.from({ length: name.length - start + 1 }, (_, index) => start + index)

const star: Part = { text: '*', ends: (name, start) => positionsFrom(name, start).filter(end => !name.slice(start, end).includes('/')) }
const wholeStar: Part = { text: '*', ends: (name, start) => star.ends(name, start).filter(end => end > start) }
const everything: Part = { text: '**', ends: positionsFrom }
const folders: Part = {
  text: '**/',
  ends: (name, start) => positionsFrom(name, start).filter(end => end === start || name[end - 1] === '/'),
}

const braces = (alternatives: ReadonlyArray<Part>): Part => ({
  text: `{${alternatives.map(({ text }) => text).join(',')}}`,
  ends: (name, start) => alternatives.flatMap(({ ends }) => ends(name, start)),
})

const character: fc.Arbitrary<Part> = fc.oneof(
  fc.constantFrom(...'abab.é😀\n').map(literal),
  fc.constantFrom(
    one('?', found => found !== '/'),
    one('[ab]', found => found === 'a' || found === 'b'),
    one('[!a]', found => found !== 'a' && found !== '/'),
    one('[^b-😀]', found => found < 'b' && found !== '/'),
    one('[-0]', found => found === '-' || found === '0'),
    one('[]*]', found => found === ']' || found === '*'),
    one('[[:alpha:]]', found => found === 'a' || found === 'b'),
    one('\\*', found => found === '*'),
    one('\\,', found => found === ','),
  ),
)

const isNotWholeStars = ({ text }: Part): boolean => !/^\*+$/.test(text)

const { segment } = fc.letrec<{ segment: Part; part: Part; alternative: Part }>(tie => ({
  segment: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map(sequence).filter(isNotWholeStars),
  part: fc.oneof(
    { depthSize: 'small' },
    character,
    fc.constant(star),
    fc.array(tie('alternative'), { minLength: 2, maxLength: 3 }).map(braces),
  ),
  alternative: fc.oneof(tie('segment'), fc.constantFrom(sequence([]), star, sequence([literal('a'), literal('/'), literal('b')]))),
}))

const meaningOf = (segments: ReadonlyArray<Part>): Part =>
  sequence(
    segments.flatMap((part, index) => {
      if (index === segments.length - 1) return [part]
      return part === everything ? [folders] : [part, literal('/')]
    }),
  )

const toGlob = (isAnchored: boolean, segments: ReadonlyArray<Part>, isFolder: boolean): SampleGlob => {
  const text = `${isAnchored ? '/' : ''}${segments.map(part => part.text).join('/')}${isFolder ? '/' : ''}`
  const { ends } = meaningOf([...(text.includes('/') ? [] : [everything]), ...segments, ...(isFolder ? [everything] : [])])
  return { text, matches: name => ends(Array.from(name), 0).includes(Array.from(name).length) }
}

/** Patterns of everything that is documented. */
export const sampleGlob: fc.Arbitrary<SampleGlob> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 3, arbitrary: segment }, fc.constantFrom(everything, wholeStar)), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(args => toGlob(...args))
  .filter(({ text }) => !/^\.\.?\//.test(text))

/** Names of few different characters, so that many of them match. */
export const sampleName: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...'aaabbb///.*,0', 'é', '😀', '\n', '\ud83d', '\ude00'),
  maxLength: 8,
})
