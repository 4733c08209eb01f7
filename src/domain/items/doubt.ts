import { excerpt } from '../codec/excerpt.ts'

/** What makes a valid item look like a mistake. */
export type Doubt = 'quote' | 'brackets' | 'comma' | 'space' | 'backslash' | 'host'

/** A valid item that probably means something else. It is taken literally. */
interface DoubtfulItem {
  /** An excerpt of the text, or its place in a file that may be confidential. */
  readonly text: string
  readonly doubt: Doubt
}

/** How many items are doubtful, and the first of them. Bounded, because a file may hold very many. */
export interface Doubts {
  readonly count: number
  readonly first: ReadonlyArray<DoubtfulItem>
}

export const noDoubts: Doubts = { count: 0, first: [] }

/** Doubtful items to keep. */
const maxKept = 5

/** Each pattern takes linear time. A comma alone does not suggest a list, because image services use commas in names. */
const signs: ReadonlyArray<readonly [Doubt, RegExp]> = [
  ['quote', /^["'`\u201c\u2018]/],
  ['brackets', /[[{]/],
  ['comma', /,[\s/#]|^[^/]*,/],
  ['space', /\s[/#]/],
  ['backslash', /\\/],
  ['host', /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?\//u],
]

/** The first doubt about a valid item, as its user wrote it. Tags and query strings are not doubted. */
const doubtAbout = (text: string): Doubt | undefined => {
  if (text.startsWith('#')) return undefined
  const [path = ''] = text.split('?', 1)
  return signs.find(([, sign]) => sign.test(path))?.[0]
}

/** Adds the doubt about a valid item, if there is one. It is shown as `shown`: by default, an excerpt. */
export const addDoubt = (doubts: Doubts, text: string, shown: string = excerpt(text)): Doubts => {
  const doubt = doubtAbout(text)
  if (doubt === undefined) return doubts
  const first = doubts.first.length < maxKept ? [...doubts.first, { text: shown, doubt }] : doubts.first
  return { count: doubts.count + 1, first }
}

/** The doubts about two lists of items. */
export const joinDoubts = (one: Doubts, other: Doubts): Doubts => ({
  count: one.count + other.count,
  first: [...one.first, ...other.first].slice(0, maxKept),
})

/** A clause that says how the item was read instead. */
export const describeDoubt = (doubt: Doubt): string => {
  switch (doubt) {
    case 'quote':
      return 'quotes are part of the path'
    case 'brackets':
      return 'brackets do not match alternatives'
    case 'comma':
      return 'a comma does not separate items'
    case 'space':
      return 'a space does not separate items'
    case 'backslash':
      return 'a backslash is not a slash'
    case 'host':
      return 'a host name is read as a folder'
  }
}
