import { expect } from 'chai'
import { startLocalAws } from '../../../../local/aws/server.ts'
import { exitCodes } from '../../../../src/adapters/console/options.ts'
import { cliSuite } from '../../../support/suites/cli.ts'
import { cliProcess, onAws } from '../../../support/worlds/cli.ts'

describe('cloudfront-invalidator, as a process', () => {
  cliSuite(cliProcess)

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
})
