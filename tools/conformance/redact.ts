/** What could identify an account, its resources or its users in the texts of AWS, and what is shown instead. */
const patterns: ReadonlyArray<readonly [RegExp, string]> = [
  [/arn:aws[^\s"'<>)]*/g, 'ARN'],
  [/https?:\/\/[^\s"'<>)]+/g, 'URL'],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}/g, 'KEY'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, 'UUID'],
  [/\bdt_[A-Za-z0-9]+/g, 'TENANT'],
  [/(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])/g, 'ACCOUNT'],
  [/\b[EI](?=[A-Z0-9]*[0-9])[A-Z0-9]{11,}\b/g, 'ID'],
  [/\b(?:[a-z0-9-]+\.)+(?:cloudfront\.net|amazonaws\.com)\b/g, 'HOST'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, 'ADDRESS'],
]

/** Replaces known names with words, and everything that looks like an id, a key, an ARN, an account or an address. `known` has them by word. */
export const redactor = (known: Readonly<Record<string, string | undefined>>): ((text: string) => string) => {
  const names = Object.entries(known)
    .flatMap(([word, name]) => (name ? [[name, word] as const] : []))
    .toSorted(([one], [other]) => other.length - one.length)
  return text => {
    const withoutNames = names.reduce((shown, [name, word]) => shown.replaceAll(name, word), text)
    return patterns.reduce((shown, [pattern, word]) => shown.replaceAll(pattern, word), withoutNames)
  }
}
