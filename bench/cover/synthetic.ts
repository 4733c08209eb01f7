import type { Deploy } from './deploy.ts'

const words =
  'about account api app archive article asset author blog book build cart chunk contact css data docs download event faq feed font forum gallery guide help home icon image index info item js legal list login logo map media news page photo post price product profile release report review search section service shop static store style support tag team theme topic user video view widget'.split(
    ' ',
  )

/** Numbers from 0 to 1, always the same for a seed (xorshift). */
const randomFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/**
 * A large site: folders three to seven deep, some much fuller than others, a hash in most file names. A tenth changes:
 * four fifths of the files in some folders, and a few strays everywhere.
 */
export const syntheticDeploy = (files: number): Deploy => {
  const random = randomFrom(12_345)
  const below = (count: number): number => Math.floor(random() * count)
  const word = (skew: number): string => words[Math.floor(random() ** skew * words.length)] ?? ''
  const folders = Array.from({ length: files / 200 }, () => {
    const depth = 3 + below(5)
    return Array.from({ length: depth }, (_, level) => `/${word(level === 0 ? 4 : 2)}${random() < 0.2 ? `-${below(50)}` : ''}`).join('')
  })
  const isHot = folders.map(() => random() < 0.12)
  const seen = new Set<string>()
  const changed: string[] = []
  const unchanged: string[] = []
  while (seen.size < files) {
    const folder = Math.floor(random() ** 2 * folders.length)
    const hash =
      random() < 0.84
        ? `.${below(2 ** 31)
            .toString(16)
            .padStart(8, '0')}`
        : ''
    const path = `${folders[folder]}/${word(1)}-${below(1_000)}${hash}.html`
    if (seen.has(path)) continue
    seen.add(path)
    const list = random() < (isHot[folder] ? 0.8 : 0.005) ? changed : unchanged
    list.push(path)
  }
  return {
    name: `synthetic, ${files.toLocaleString('en')} files`,
    description: 'Folders of which some changed for the most part, and strays',
    changed,
    unchanged,
  }
}

/** What is hardest: names in which every letter is one of two, by chance, and a tenth of them changed by chance. */
export const adverseDeploy = (files: number): Deploy => {
  const random = randomFrom(99)
  const names = Array.from({ length: files }, () => `/${Array.from({ length: 40 }, () => (random() < 0.5 ? 'a' : 'b')).join('')}`)
  const tenth = files / 10
  return {
    name: `adverse, ${files.toLocaleString('en')} files`,
    description: 'Names of two letters at random',
    changed: names.slice(0, tenth),
    unchanged: names.slice(tenth),
  }
}
