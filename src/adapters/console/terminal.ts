import { onOneLine } from '../ci/text.ts'

/** What a stream can show. */
export interface Terminal {
  /** Whether a line can be rewritten. */
  readonly rewrites: boolean
  readonly colours: boolean
  /** Characters in a line. */
  readonly columns: number
}

/** What is known of a stream and of its surroundings. */
interface StreamFacts {
  readonly isTTY: boolean
  readonly columns: number | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

const isSet = (text: string | undefined): boolean => text !== undefined && text !== ''

/** CI systems set this variable. Some tools set it to `false` or `0` to switch it off. */
const isInCi = ({ CI }: StreamFacts['environment']): boolean => isSet(CI) && CI !== 'false' && CI !== '0'

const defaultColumns = 80

/**
 * What a stream can show: nothing but plain lines in a file, a pipe, a CI system or a terminal without control codes. Colours are off
 * if `NO_COLOR` is not empty. https://no-color.org
 */
export const terminalOf = ({ isTTY, columns, environment }: StreamFacts): Terminal => {
  const controllable = isTTY && environment['TERM'] !== 'dumb'
  return {
    rewrites: controllable && !isInCi(environment),
    colours: controllable && !isSet(environment['NO_COLOR']),
    columns: columns === undefined || columns === 0 ? defaultColumns : columns,
  }
}

const codes = { red: 31, green: 32, yellow: 33, dim: 2 } as const

/** Colours a text, or returns it unchanged. */
export type Paint = (colour: keyof typeof codes, text: string) => string

/** Paints for a terminal. */
export const paintFor =
  ({ colours }: Pick<Terminal, 'colours'>): Paint =>
  (colour, text) =>
    colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text

/** One line that reports the present state, over and over. */
export interface StatusLine {
  /** Shows a text: with its detail instead of the last one, or without it as a line of its own if it is new. */
  readonly show: (text: string, detail?: string) => void
  /** Removes the line, so that something else can be printed. */
  readonly clear: () => void
}

const clearLine = '\r\u001b[2K'

/** With the seconds since the start, so that a user sees that the program still runs. */
const rewritten = ({ columns }: Terminal, now: () => number, write: (text: string) => void): StatusLine => {
  const startedAt = now()
  let isShown = false
  return {
    show: (text, detail = '') => {
      isShown = true
      const seconds = Math.round((now() - startedAt) / 1_000)
      write(`${clearLine}${`${seconds} s  ${onOneLine(`${text}${detail}`)}`.slice(0, columns - 1)}`)
    },
    clear: () => {
      if (isShown) write(clearLine)
      isShown = false
    },
  }
}

/** Each text once, so that a job that waits for an hour does not fill the log of a build. */
const plain = (write: (text: string) => void): StatusLine => {
  const shown = new Set<string>()
  return {
    show: text => {
      if (!shown.has(text)) write(`${onOneLine(text)}\n`)
      shown.add(text)
    },
    clear: () => {},
  }
}

/** A line that is rewritten, or plain lines where that is not possible. */
export const statusLine = (terminal: Terminal, now: () => number, write: (text: string) => void): StatusLine =>
  terminal.rewrites ? rewritten(terminal, now, write) : plain(write)
