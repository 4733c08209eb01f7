import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { startLocalAws } from '../../../../local/aws/server.ts'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { generatedZip } from '../../../support/builders/zips.ts'
import { cliSuite } from '../../../support/suites/cli.ts'
import { cliInTerminal, cliProcess, hasTerminal, onAws, scratchPerSuite } from '../../../support/worlds/cli.ts'

describe('cloudfront-invalidator, as a process', () => {
  cliSuite(cliProcess)

  const scratch = scratchPerSuite()

  it('waits for completion and prints JSON', async () => {
    const aws = await startLocalAws({ completion: { checks: 1 } })
    try {
      const { code, stdout, stderr } = await onAws(cliProcess)(aws, [
        'invalidate',
        '/*',
        '--distribution',
        'E1',
        '--wait',
        '--output',
        'json',
      ])
      expect(code).to.equal(exitCodes.success)
      expect(JSON.parse(stdout)).to.deep.equal({
        status: 'Completed',
        invalidationIds: ['ILOCAL00000001'],
        distributionIds: ['E1'],
        pathCount: 1,
        summary: '1 path (1 wildcard) on E1; list price $0.005; invalidation ILOCAL00000001 completed',
      })
      expect(stderr).to.include('Waiting for ILOCAL00000001 on E1: Completed\n')
    } finally {
      await aws.close()
    }
  })

  /** In memory, where that is possible: creating so many files on a disk can take minutes. */
  const shared = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cli-'))
  after(() => rmSync(shared, { recursive: true }))

  it('reads 100,000 files, and shows how far it is', async function () {
    this.timeout(300_000)
    for (let folder = 0; folder < 100; folder += 1) {
      mkdirSync(join(shared, String(folder)))
      for (let file = 0; file < 1_000; file += 1) writeFileSync(join(shared, String(folder), `${file}.html`), `${folder} ${file}`)
    }
    const run = hasTerminal ? cliInTerminal : cliProcess
    const { code, stdout, stderr } = await run(['plan', '--changed', scratch.directory('empty', {}), shared, '--max-paths', '1'])
    expect(code).to.equal(exitCodes.success)
    expect(stdout).to.match(/1 path \(1 wildcard\) for 100000 changed files;/)
    expect(stdout + stderr).to.match(hasTerminal ? /\d s {2}Reading \S+: \d+ files/ : /Reading \S+\n/)
  })

  it('invalidates everything if there are too many files to compare', async () => {
    const zip = generatedZip(200_001, index => `${index}`.padStart(6, '0'), 7)
    writeFileSync(scratch.path('many.zip'), zip.subarray(0, zip.byteLength))
    const { code, stdout } = await cliProcess(['plan', '--changed', scratch.directory('empty', {}), scratch.path('many.zip')])
    expect(code).to.equal(exitCodes.success)
    expect(stdout).to.match(/^1 path \(1 wildcard\); invalidating everything: too many files to compare; .*\n\n {2}\/\*\n$/)
  })
})
