import { expect } from 'chai'
import fc from 'fast-check'
import { azurePipelines } from '../../../../src/adapters/azure-pipelines/azure-pipelines.ts'
import { failed } from '../../../../src/adapters/ci/announcement.ts'
import { hostileAnnouncement, successAnnouncement } from '../../../support/builders/announcements.ts'
import { azureCommands } from '../../../support/oracles/ci-agents.ts'

const environment = { AGENT_TEMPDIRECTORY: '/tmp/agent' }

describe('azurePipelines', () => {
  it('is present in Azure Pipelines', () => {
    expect(azurePipelines.isPresent({ TF_BUILD: 'True' })).to.equal(true)
    expect(azurePipelines.isPresent({ CI: 'true' })).to.equal(false)
  })

  it('sets variables and uploads a summary of a success', () => {
    expect(azurePipelines.report(successAnnouncement(), environment, 5)).to.deep.equal({
      stderr: [
        '##vso[task.setvariable variable=invalidationId;isOutput=true]I1\n',
        '##vso[task.setvariable variable=distributionId;isOutput=true]E1\n',
        '##vso[task.setvariable variable=pathCount;isOutput=true]2\n',
        '##vso[task.setvariable variable=status;isOutput=true]InProgress\n',
        '##vso[task.uploadsummary]/tmp/agent/invalidation-5.md\n',
      ].join(''),
      files: [
        {
          path: '/tmp/agent/invalidation-5.md',
          text: '### Invalidation\n\nSent 2 paths\n\n\n- [I1](https://cdn.example/E1/I1)\n',
          mode: 'replace',
        },
      ],
    })
  })

  it('logs an issue for a failure', () => {
    expect(azurePipelines.report(failed('a;\n- 100%]', []), {}, 0)).to.deep.equal({
      stderr: [
        '##vso[task.logissue type=error]Invalidation failed: a%3B%0A- 100%AZP25%5D\n',
        '##vso[task.setvariable variable=invalidationId;isOutput=true]\n',
        '##vso[task.setvariable variable=status;isOutput=true]Failed\n',
      ].join(''),
      files: [],
    })
  })

  it('uploads a plan', () => {
    expect(azurePipelines.report({ _tag: 'Planned', markdown: '# plan\n' }, environment, 5)).to.deep.equal({
      stderr: '##vso[task.uploadsummary]/tmp/agent/invalidation-5.md\n',
      files: [{ path: '/tmp/agent/invalidation-5.md', text: '# plan\n', mode: 'replace' }],
    })
  })

  it('writes only its own commands, whatever the text contains', () => {
    fc.assert(
      fc.property(hostileAnnouncement, announcement => {
        if (announcement._tag !== 'Answered') throw new Error(announcement._tag)
        const { stderr } = azurePipelines.report(announcement, environment, 0)
        const commands = azureCommands(stderr)
        expect(commands).to.have.length(stderr.split('\n').length - 1)
        const names = commands.map(({ info }) => info.replace(/[ ;].*/, ''))
        const own = [
          ...(announcement.level === 'notice' ? [] : ['task.logissue']),
          ...announcement.outputs.map(() => 'task.setvariable'),
          'task.uploadsummary',
        ]
        expect(names).to.deep.equal(own)
        if (announcement.level === 'error') expect(commands[0]?.data).to.equal(`Invalidation failed: ${announcement.text}`)
      }),
    )
  })

  it('keeps to the limits', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `I${String(index).padStart(13, '0')}`)
    const { stderr, files } = azurePipelines.report(failed('%'.repeat(1_000_000), ids), environment, 0)
    for (const line of stderr.split('\n')) expect(line).to.have.length.below(25_000)
    expect(Buffer.byteLength(files[0]?.text ?? '')).to.be.below(250_001)
  })
})
