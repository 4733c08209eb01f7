import { expect } from 'chai'
import type { CloudFrontOptions } from '../../../../local/aws/cloudfront-state.ts'
import { type LocalAws, startLocalAws } from '../../../../local/aws/server.ts'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { cliProcess, onAws, onceShown } from '../../../support/worlds/cli.ts'

/** How to make the built program end with an exit code. */
interface Way {
  readonly args: ReadonlyArray<string>
  readonly aws?: CloudFrontOptions
  readonly arrange?: (aws: LocalAws) => void
  /** A signal that the program gets once it has created its invalidation. */
  readonly signal?: 'SIGINT' | 'SIGTERM'
}

const create = ['invalidate', '/*', '--distribution', 'E1']
const wait = [...create, '--wait', '--timeout', '1']

const rejecting = (status: number, code: string, times = 1) => {
  const faults = Array.from({ length: times }, () => ({ kind: 'error', status, code }) as const)
  return (aws: LocalAws) => aws.faults.schedule('CreateInvalidation', ...faults)
}

/** A way to each exit code. A new code needs one, or this does not compile. */
const ways: Readonly<Record<keyof typeof exitCodes, Way>> = {
  success: { args: create },
  failed: { args: create, arrange: rejecting(400, 'SomethingElse') },
  usage: { args: ['invalidate', '/*', '--distributions', 'E1'] },
  configuration: { args: ['invalidate', '/*', '--distribution', 'E404'] },
  denied: { args: create, arrange: rejecting(403, 'AccessDenied') },
  unavailable: { args: [...create, '--timeout', '1'], arrange: rejecting(503, 'ServiceUnavailable', 100) },
  timedOut: { args: wait, aws: { completion: 'never' } },
  interrupted: { args: wait, aws: { completion: 'never' }, signal: 'SIGINT' },
  terminated: { args: wait, aws: { completion: 'never' }, signal: 'SIGTERM' },
}

/** Makes the clock of a process run 20 times as fast, so that a timeout of a minute takes 3 seconds. */
const quickClock = `
  const { now } = Date, { setTimeout } = globalThis, start = now()
  Date.now = () => start + (now() - start) * 20
  globalThis.setTimeout = (callback, milliseconds, ...rest) => setTimeout(callback, milliseconds / 20, ...rest)`

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const environment = {
  AWS_SECRET_ACCESS_KEY: secret,
  NODE_OPTIONS: `--import="data:text/javascript,${encodeURIComponent(quickClock)}"`,
}

describe('The process cloudfront-invalidator, by its exit codes', () => {
  for (const [name, { args, aws: options, arrange, signal }] of Object.entries(ways)) {
    const code = exitCodes[name as keyof typeof exitCodes]

    it(`ends with ${code} (${name}), and prints no credentials`, async () => {
      const aws = await startLocalAws({ distributionIds: ['E1'], ...options })
      try {
        arrange?.(aws)
        const run = await onAws(cliProcess)(aws, args, {
          environment,
          onStart: child => {
            if (signal) onceShown(child, 'Created', () => child.kill(signal))
          },
        })
        expect(run.code, run.stderr).to.equal(code)
        expect(run.stdout + run.stderr).to.not.include(secret)
      } finally {
        await aws.close()
      }
    })
  }
})
