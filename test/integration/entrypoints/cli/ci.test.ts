import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import { azureCommands, gitlabSections } from '../../../support/oracles/ci-agents.ts'
import { cliProcess, onAws, scratchPerSuite } from '../../../support/worlds/cli.ts'
import { localAwsPerTest } from '../../../support/worlds/local-aws.ts'

const runCliOn = onAws(cliProcess)

describe('The process cloudfront-invalidator in a CI system', () => {
  const start = localAwsPerTest({ distributionIds: ['E1'] })
  const scratch = scratchPerSuite()
  const invalidate = ['invalidate', '/a', '--distribution', 'E1', '--output', 'json']

  it('writes the reports of GitLab, and replaces those of an earlier command', async () => {
    const aws = await start()
    const environment = { GITLAB_CI: 'true', CI: 'true', CI_PROJECT_DIR: scratch.directory('gitlab', {}) }
    await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E404'], { environment })
    const { code, stdout, stderr } = await runCliOn(aws, invalidate, { environment })
    expect(code).to.equal(exitCodes.success)
    expect(JSON.parse(stdout)).to.deep.include({ status: 'InProgress', invalidationIds: ['ILOCAL00000001'] })
    expect(gitlabSections(stderr)).to.deep.equal(['start:invalidation', 'end:invalidation'])
    const read = (name: string): string => readFileSync(scratch.path(`gitlab/${name}`), 'utf8')
    expect(read('gl-invalidation.env')).to.equal('INVALIDATION_ID=ILOCAL00000001\nDISTRIBUTION_ID=E1\nPATH_COUNT=1\nSTATUS=InProgress\n')
    const [{ external_link: link }] = JSON.parse(read('gl-invalidation-annotations.json')).Invalidation
    expect(link.url).to.match(/\/E1\/invalidations\/details\/ILOCAL00000001$/)
  })

  it('sets the variables of Azure Pipelines, and uploads a summary', async () => {
    const aws = await start()
    const environment = { TF_BUILD: 'True', AGENT_TEMPDIRECTORY: scratch.directory('azure', {}) }
    const { code, stdout, stderr } = await runCliOn(aws, invalidate, { environment })
    expect(code).to.equal(exitCodes.success)
    expect(JSON.parse(stdout)).to.include({ status: 'InProgress' })
    const [summary = ''] = readdirSync(scratch.path('azure'))
    expect(azureCommands(stderr)).to.deep.equal([
      { info: 'task.setvariable variable=invalidationId;isOutput=true', data: 'ILOCAL00000001' },
      { info: 'task.setvariable variable=distributionId;isOutput=true', data: 'E1' },
      { info: 'task.setvariable variable=pathCount;isOutput=true', data: '1' },
      { info: 'task.setvariable variable=status;isOutput=true', data: 'InProgress' },
      { info: 'task.uploadsummary', data: scratch.path(`azure/${summary}`) },
    ])
    expect(readFileSync(scratch.path(`azure/${summary}`), 'utf8')).to.match(/^### Invalidation\n/)
  })

  it('reports only to the CI system that is given', async () => {
    const aws = await start()
    const environment = { GITLAB_CI: 'true', CI_PROJECT_DIR: scratch.directory('none', {}), GITHUB_STEP_SUMMARY: scratch.path('summary') }
    const { stderr } = await runCliOn(aws, [...invalidate, '--reporter', 'console'], { environment })
    expect(stderr).to.equal('Sending 1 item to E1\nCreated ILOCAL00000001 on E1: 1 item\n')
    expect(readdirSync(scratch.path('none'))).to.deep.equal([])
    await cliProcess(['plan', '/a', '--reporter', 'github'], { environment })
    expect(readFileSync(scratch.path('summary'), 'utf8')).to.match(/^### CloudFront invalidation\n/)
    expect(existsSync(scratch.path('none/gl-invalidation.env'))).to.equal(false)
  })

  it('prints its result even if a report cannot be written', async () => {
    const aws = await start()
    const environment = { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: scratch.path('missing/output') }
    const { code, stdout, stderr } = await runCliOn(aws, ['invalidate', '/a', '--distribution', 'E1', '--output', 'ids'], { environment })
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: 'ILOCAL00000001\n' })
    expect(stderr).to.include('missing/output cannot be written: ENOENT.')
  })
})
