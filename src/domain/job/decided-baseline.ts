import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { map, type ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { ArtifactLocation } from '../pipeline/artifact.ts'
import type { TokenInvalid } from '../plan/plan-failure.ts'

/** What a job compares its artifact with. Decided once: its tokens pass it on, so that later invocations make the same plan. */
export type DecidedBaseline =
  | {
      readonly _tag: 'Artifacts'
      readonly locations: ReadonlyNonEmptyArray<ArtifactLocation>
      /** Anybody who may start the program can write a token, so locations in it are not those of the history until it confirms them. */
      readonly source: 'History' | 'Token'
    }
  /** Everything is invalidated. `why` is a clause. */
  | { readonly _tag: 'Everything'; readonly why: string }

/** A baseline in a token: why everything is invalidated, or locations. Each starts with the length that it shares with the present one. */
export type WrittenBaseline = string | ReadonlyNonEmptyArray<string>

/** Characters of JSON that a baseline takes in a token, at most, so that the progress of 50 targets fits next to it. */
export const maxBaselineLength = 320

const sharedLength = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** A location as a token has it: the length of the prefix that it shares with the present one in base 36, a dot, and the rest. */
const writeLocation = (location: ArtifactLocation, present: ArtifactLocation): string => {
  const shared = sharedLength(location, present)
  return `${shared.toString(36)}.${location.slice(shared)}`
}

const writeLocations = (locations: ReadonlyNonEmptyArray<ArtifactLocation>, present: ArtifactLocation): WrittenBaseline =>
  pipe(
    locations,
    map(location => writeLocation(location, present)),
  )

const fits = (written: WrittenBaseline): boolean => JSON.stringify(written).length <= maxBaselineLength

/** The longest start of a text that fits. */
const shortened = (text: string): string => {
  let length = Math.min(text.length, maxBaselineLength)
  while (!fits(text.slice(0, length))) length -= 1
  return text.slice(0, length)
}

/** The baseline of a job as its tokens have it. A reason that is too long is shortened. */
export const writeBaseline = (baseline: DecidedBaseline, present: ArtifactLocation): WrittenBaseline =>
  baseline._tag === 'Everything' ? shortened(baseline.why) : writeLocations(baseline.locations, present)

/** Whether a token has room for these locations. */
export const hasRoomForLocations = (locations: ReadonlyNonEmptyArray<ArtifactLocation>, present: ArtifactLocation): boolean =>
  fits(writeLocations(locations, present))

const writtenLocation = /^(?<shared>[0-9a-z]{1,4})\.(?<rest>.*)$/s

const readLocation =
  (present: ArtifactLocation) =>
  (written: string): E.Either<TokenInvalid, ArtifactLocation> => {
    const { shared = '', rest = '' } = writtenLocation.exec(written)?.groups ?? {}
    const length = Number.parseInt(shared, 36)
    return length <= present.length
      ? E.right(present.slice(0, length) + rest)
      : E.left({ _tag: 'TokenInvalid', reason: 'its baseline does not match the artifact' })
  }

/** The baseline that a token passes on to a job with this artifact. */
export const readBaseline = (written: WrittenBaseline, present: ArtifactLocation): E.Either<TokenInvalid, DecidedBaseline> =>
  typeof written === 'string'
    ? E.right({ _tag: 'Everything', why: written })
    : pipe(
        written,
        E.traverseReadonlyNonEmptyArrayWithIndex((_, location) => readLocation(present)(location)),
        E.map(locations => ({ _tag: 'Artifacts', locations, source: 'Token' })),
      )
