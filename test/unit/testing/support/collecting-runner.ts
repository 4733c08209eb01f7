import type { TestRunner } from '../../../../src/testing/contracts/runner.ts'

type Body = () => void | Promise<void>

interface Case {
  readonly title: string
  readonly hooks: ReadonlyArray<Body>
  readonly body: Body
}

const casesOf = (define: (runner: TestRunner) => void): ReadonlyArray<Case> => {
  const cases: Case[] = []
  let titles: ReadonlyArray<string> = []
  let hooks: ReadonlyArray<Body> = []
  define({
    describe: (title, body) => {
      const before = { titles, hooks }
      titles = [...titles, title]
      body()
      ;({ titles, hooks } = before)
    },
    it: (title, body) => {
      cases.push({ title: [...titles.slice(1), title].join(' '), hooks, body })
    },
    beforeEach: body => {
      hooks = [...hooks, body]
    },
  })
  return cases
}

const fails = async ({ hooks, body }: Case): Promise<boolean> => {
  try {
    for (const run of [...hooks, body]) await run()
    return false
  } catch {
    return true
  }
}

/** Runs the cases that a suite defines, one after the other, and gives the titles of those that fail. */
export const failuresOf = async (define: (runner: TestRunner) => void): Promise<ReadonlyArray<string>> => {
  const failed: string[] = []
  for (const one of casesOf(define)) if (await fails(one)) failed.push(one.title)
  return failed
}
