import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { type ReporterName, systemOf } from '../../../../src/adapters/ci/systems.ts'
import { capabilities } from '../../../../src/adapters/console/capabilities.ts'
import type { Format } from '../../../../src/adapters/console/options.ts'
import { consoleReporter } from '../../../../src/adapters/console/reporter.ts'
import { screenOf } from '../../../../src/entrypoints/cli/screen.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'
import { hostileText, pageOf, successOf } from '../../../support/builders/announcements.ts'
import { azureCommands, githubCommands, gitlabSections } from '../../../support/oracles/ci-agents.ts'

/** What the agent of each system finds in a log. */
const finders = { github: githubCommands, gitlab: gitlabSections, azure: azureCommands }

const folder = mkdtempSync(join(tmpdir(), 'ci-'))

const environments: Readonly<Record<Exclude<ReporterName, 'auto' | 'console'>, Readonly<Record<string, string>>>> = {
  github: { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') },
  gitlab: { GITLAB_CI: 'true', CI_PROJECT_DIR: folder },
  azure: { TF_BUILD: 'True', AGENT_TEMPDIRECTORY: folder },
}

/** The console's reporter in a CI system, and what it writes. */
const reporterIn = (environment: Readonly<Record<string, string>>, format: Format) => {
  const written = { stdout: '', stderr: '', calls: 0 }
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: undefined,
    write: (text: string) => {
      written[name] += text
      written.calls += 1
    },
  })
  const world = {
    args: [],
    environment,
    version: '1.2.3',
    stdin: async () => new Uint8Array(),
    stdout: output('stdout'),
    stderr: output('stderr'),
    now: () => 0,
    onSignal: () => {},
  }
  const { print } = screenOf(world, systemOf('auto', environment))
  return { reporter: consoleReporter({ format, waits: false, print, targetNoun: 'distribution', pageOf }), written }
}

after(() => rmSync(folder, { recursive: true }))

for (const [name, environment] of Object.entries(environments)) {
  // Like the console, it accepts the answer to any job.
  jobReporterContract(`the console, in ${name}`, {
    capabilities,
    jobs: { known: 'job-1', unknown: 'job-404' },
    faults: undefined,
    start: async () => {
      const { reporter, written } = reporterIn(environment, 'text')
      return { reporter, arrange: () => {}, settled: () => undefined, calls: () => written.calls }
    },
  })

  const commandsIn = (text: string): ReadonlyArray<string> =>
    finders[name as keyof typeof finders](text).map(command => (typeof command === 'string' ? command : command.info))
  const own = /^(?:notice|error) title=|^(?:start|end):invalidation$|^task\.(?:logissue|setvariable|uploadsummary)/

  describe(`The console in ${name}`, () => {
    for (const format of ['text', 'json', 'ids'] as const) {
      it(`prints its result on stdout, and no commands from other texts, as ${format}`, async () => {
        await fc.assert(
          fc.asyncProperty(hostileText, fc.boolean(), async (text, isFailure) => {
            const { reporter, written } = reporterIn(environment, format)
            const failure = { _tag: 'Failure', kind: 'failed', message: text, invalidationIds: [text] } as const
            await reporter.report('j', isFailure ? failure : successOf({ summary: text, invalidationIds: [text] }), 1)()
            expect(commandsIn(written.stdout)).to.deep.equal([])
            if (format === 'json') expect(JSON.parse(written.stdout).invalidationIds).to.deep.equal([text])
            for (const command of commandsIn(written.stderr)) expect(command).to.match(own)
          }),
        )
      })
    }
  })
}
