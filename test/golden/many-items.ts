/** `count` paths that no wildcard of `wildcards` covers. */
export const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}.html`)

/** `count` wildcards that do not cover each other. */
export const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)
