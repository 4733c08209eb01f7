import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import fc from 'fast-check'
import { notAsked, observed, unclear } from '../../../../tools/conformance/finding.ts'
import {
  readCategory,
  readInputs,
  readOrder,
  readOtherRegion,
  readParameters,
  readRunning,
} from '../../../../tools/conformance/pipeline/interpret.ts'

const startedAt = (second: number): ActionExecutionDetail => ({ startTime: new Date(second * 1_000) })

const seconds = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 3, maxLength: 20 })

/** An action of a type with a region, parameters and an input. */
const action = (
  category: string | undefined,
  provider: string,
  { parameters, key, region, name = 'a' }: { parameters?: string; key?: string; region?: string; name?: string } = {},
): ActionExecutionDetail => ({
  pipelineExecutionId: 'p1',
  stageName: 'Deploy',
  actionName: name,
  input: {
    ...(category === undefined ? {} : { actionTypeId: { category: category as 'Deploy', owner: 'AWS', provider, version: '1' } }),
    ...(parameters === undefined ? {} : { resolvedConfiguration: { UserParameters: parameters } }),
    ...(region === undefined ? {} : { region }),
    inputArtifacts: key === undefined ? [] : [{ name: 'Site', s3location: { bucket: 'b', key } }],
  },
})

const anything = { stage: undefined, action: undefined }

describe('npm run conformance, reading the history of a pipeline', () => {
  it('recognises sorted start times, with ties and without', () => {
    fc.assert(
      fc.property(seconds, fc.boolean(), (times, hasTies) => {
        const rising = times.toSorted((a, b) => a - b).flatMap(time => (hasTies ? [time, time] : [time]))
        expect(readOrder(rising.map(startedAt))).to.include({ _tag: 'Observed', reading: 'oldest-first' })
        expect(readOrder(rising.toReversed().map(startedAt))).to.include({ _tag: 'Observed', reading: 'newest-first' })
      }),
    )
  })

  it('recognises start times that are not sorted', () => {
    expect(readOrder([2, 3, 1].map(startedAt))).to.deep.equal(
      observed('shuffled', '3 actions: 1 start before the one listed before them, 1 after it'),
    )
  })

  it('does not judge the order of fewer than three start times', () => {
    const why = 'the history has 2 different start times; at least 3 are needed'
    expect(readOrder([2, 1, 1].map(startedAt))).to.deep.equal(notAsked(why))
    expect(readOrder([startedAt(2), {}, startedAt(1)])).to.deep.equal(notAsked(why))
  })

  it('tells whether running actions are listed', () => {
    expect(readRunning([{ status: 'InProgress' }, { status: 'Failed' }], [])).to.deep.equal(observed('listed', '1 listed as InProgress'))
    expect(readRunning([{ status: 'Succeeded' }], ['Deploy/a'])).to.deep.equal(observed('not-listed', '1 in progress, none listed'))
    expect(readRunning([{ status: 'Succeeded' }], [])).to.have.property('_tag', 'NotAsked')
  })

  it('tells whether parameters are listed, of Lambda actions or the named one', () => {
    const lambda = action('Invoke', 'Lambda', { parameters: '{}' })
    const without = action('Invoke', 'Lambda')
    const deploy = action('Deploy', 'S3', { name: 'b' })
    const named = { stage: 'Deploy', action: 'a' }
    expect(readParameters([lambda, deploy], anything)).to.deep.equal(observed('present', '1 of 1 actions have it'))
    expect(readParameters([without, without, deploy], anything)).to.deep.equal(observed('absent', '0 of 2 actions have it'))
    expect(readParameters([lambda, without], anything)).to.deep.equal(unclear('1 of 2 actions have it'))
    expect(readParameters([deploy], anything)).to.deep.equal(notAsked('the history has no Lambda action'))
    expect(readParameters([action(undefined, '', { parameters: '' }), deploy], named)).to.include({ reading: 'present' })
    expect(readParameters([lambda], { ...anything, stage: 'Other' })).to.have.property('_tag', 'NotAsked')
    expect(readParameters([{ ...lambda, stageName: 'Other' }], named)).to.have.property('_tag', 'NotAsked')
    const unresolved = { ...lambda, input: { ...lambda.input, resolvedConfiguration: {}, configuration: { UserParameters: '{}' } } }
    expect(readParameters([unresolved], anything)).to.include({ reading: 'present' })
  })

  it('tells whether inputs are listed, of Deploy actions or the named one', () => {
    const deploy = action('Deploy', 'S3', { key: 'k' })
    const lambda = action('Invoke', 'Lambda', { name: 'b' })
    expect(readInputs([deploy, lambda], anything)).to.deep.equal(observed('present', '1 of 1 actions have it'))
    expect(readInputs([action('Deploy', 'S3'), lambda], anything)).to.deep.equal(observed('absent', '0 of 1 actions have it'))
    expect(readInputs([lambda], anything)).to.have.property('_tag', 'NotAsked')
    expect(readInputs([deploy, lambda], { stage: undefined, action: 'b' })).to.include({ reading: 'absent' })
    expect(readInputs([deploy], { ...anything, stage: 'Other' })).to.have.property('_tag', 'NotAsked')
    const withoutKey = { ...deploy, input: { ...deploy.input, inputArtifacts: [{ name: 'Site', s3location: { bucket: 'b' } }] } }
    expect(readInputs([withoutKey], anything)).to.include({ reading: 'absent' })
  })

  it('tells whether categories are listed', () => {
    expect(readCategory([action('Deploy', 'S3')])).to.include({ reading: 'present' })
    expect(readCategory([action(undefined, '')])).to.include({ reading: 'absent' })
    expect(readCategory([])).to.deep.equal(notAsked('the history is empty'))
  })

  it('compares the input of an action in another Region with the same input here', () => {
    const here = action('Deploy', 'S3', { key: 'k' })
    const there = (key: string) => action('Invoke', 'Lambda', { key, region: 'us-east-1' })
    expect(readOtherRegion([here, there('k')], 'eu-west-1')).to.deep.equal(observed('same-location', '1 of 1 pairs have the same location'))
    expect(readOtherRegion([here, there('l')], 'eu-west-1')).to.deep.equal(observed('replicated', '0 of 1 pairs have the same location'))
    expect(readOtherRegion([here, there('k'), there('l')], 'eu-west-1')).to.have.property('_tag', 'Unclear')
    for (const executions of [[here, here], [there('k')], [here, { ...there('k'), pipelineExecutionId: 'p2' }]]) {
      expect(readOtherRegion(executions, 'eu-west-1')).to.have.property('_tag', 'NotAsked')
    }
  })
})
