/** This many paths that no wildcard covers. */
export const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}.html`)

/** This many wildcards, none of which covers another. */
export const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)
