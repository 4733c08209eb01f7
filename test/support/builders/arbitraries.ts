import fc from 'fast-check'
import type { Item } from '../../../src/domain/items/item.ts'
import { readItem } from '../by-cloudfront.ts'
import { rightOf } from '../either.ts'

/** The item that the domain reads from a valid text. Throws if the text is invalid. */
export const item = (text: string): Item => rightOf(readItem(text))

const invalidInPaths = /[\p{Cc}~*]|%7e|[$#]\{.*\}/iu

/** Whether a path has no dot segments, and is not a URL. Keys may have such paths; users cannot mean them. */
export const canBeMeant = (path: string): boolean => !/(?:^|\/)(?:\.|%2e){1,2}(?=[/?]|$)|^\/\/|:\/\//i.test(path)

/** Any valid path, as a user might write it: with or without a leading slash, encoded or not. */
export const exactPath: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('/', '/a/', '/a/b', '', '/img/logo'), fc.string({ unit: 'grapheme', maxLength: 12 }))
  .map(([start, end]) => start + end)
  .filter(
    path =>
      path !== '' && path.trim() === path && !path.startsWith('#') && canBeMeant(path) && !invalidInPaths.test(path) && path.isWellFormed(),
  )

export const wildcard: fc.Arbitrary<string> = exactPath.map(path => `${path}*`)

export const tag: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...'abAB09-_:/.%*~?'), minLength: 1, maxLength: 4 })
  .map(name => `#${name}`)

/** Any valid entry of `items`. Many of them cover each other. */
export const itemText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: exactPath },
  { weight: 2, arbitrary: wildcard },
  { weight: 1, arbitrary: tag },
  { weight: 3, arbitrary: fc.constantFrom('/a', '/a/', '/a/*', '/a*', '/a/b', '/a/b*', '/a!b', '/a?x=1', '/*', '/', '#a', '#A') },
)

/** A CodePipeline job id. */
export const jobId: fc.Arbitrary<string> = fc.uuid()
