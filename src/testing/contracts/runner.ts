/** The functions of a test runner that a suite uses. Mocha, Vitest and Jest have them as globals; `node:test` exports them. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => unknown
  readonly it: (title: string, body: () => void | Promise<void>) => unknown
  readonly beforeEach: (body: () => Promise<void>) => unknown
}

/** The runner whose functions are globals. Throws if there is none. */
export const globalRunner = (): TestRunner => {
  const { describe, it, beforeEach }: Partial<TestRunner> = Object(globalThis)
  if (!describe || !it || !beforeEach) {
    throw new Error('No describe, it and beforeEach among the globals. Pass those of the test runner, for example of node:test.')
  }
  return { describe, it, beforeEach }
}
