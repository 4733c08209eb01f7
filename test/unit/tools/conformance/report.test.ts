import { expect } from 'chai'
import { readings } from '../../../../local/aws/readings.ts'
import { spanOf } from '../../../../tools/conformance/cloudfront/probes.ts'
import { notAsked, observed, unclear } from '../../../../tools/conformance/finding.ts'
import { questions } from '../../../../tools/conformance/questions.ts'
import { redactor } from '../../../../tools/conformance/redact.ts'
import { readState, writeState } from '../../../../tools/conformance/state.ts'
import { report, summary } from '../../../../tools/conformance/table.ts'

const heading = { date: '2026-11-27', region: 'eu-west-1', version: '1.2.3', isEmulated: false }
const asIs = (text: string): string => text
const rowOf = (text: string, question: string): string | undefined => text.split('\n').find(line => line.startsWith(`| \`${question}\` |`))

describe('npm run conformance, the report', () => {
  it('has a row for every question of the local AWS, in its order', () => {
    expect(Object.keys(questions)).to.include.members(Object.keys(readings))
    const rows = report(heading, [], asIs)
      .split('\n')
      .filter(line => line.startsWith('| `'))
    expect(rows.map(row => row.split('`')[1])).to.deep.equal(Object.keys(questions))
    for (const row of rows) expect(row).to.include('| not asked |')
  })

  it('says when, where, and what it counts', () => {
    const answers = [
      { about: 'one', findings: { escapedApostrophe: observed('refused', ''), historyLag: unclear('x'), delivery: notAsked('y') } },
    ]
    const counts = `1 observed, 1 unclear, ${Object.keys(questions).length - 2} not asked`
    expect(summary(answers)).to.equal(counts)
    expect(report(heading, answers, asIs)).to.include(`cloudfront-invalidator 1.2.3, 2026-11-27, Region eu-west-1. ${counts}.\n`)
    expect(report({ ...heading, isEmulated: true }, [], asIs)).to.include('Region eu-west-1, **not AWS**: AWS_ENDPOINT_URL was set. ')
  })

  it('marks what differs from the documents', () => {
    const text = report(
      heading,
      [
        {
          about: 'yours',
          findings: {
            escapedApostrophe: observed('refused', 'no'),
            newInvalidation: observed('found', 'yes'),
            actionCategory: observed('absent', '0 of 3'),
            quotaKind: unclear('something'),
          },
        },
      ],
      asIs,
    )
    expect(rowOf(text, 'escapedApostrophe')).to.equal(
      '| `escapedApostrophe` | A path with `%27` | `accepted` | **`refused`** | yours: no |',
    )
    expect(rowOf(text, 'newInvalidation')).to.include('| `found` | `found` | yours: yes |')
    expect(rowOf(text, 'actionCategory')).to.include('| – | `absent` | yours: 0 of 3 |')
    expect(rowOf(text, 'quotaKind')).to.include('| `none` | unclear | yours: something |')
    expect(rowOf(text, 'historyLag')).to.include('| `none` | not asked | needs --deploy |')
  })

  it('shows every answer to a question, and only these', () => {
    const answers = [
      { about: 'one', findings: { historyLag: notAsked('first'), delivery: notAsked('first'), historyOrder: observed('shuffled', 'a') } },
      { about: 'two', findings: { historyLag: observed('none', 'seen'), delivery: notAsked('second'), historyOrder: unclear('b') } },
    ] as const
    const text = report(heading, answers, asIs)
    expect(text.match(/^\| `historyLag` .*/gm)).to.have.length(1)
    expect(rowOf(text, 'historyLag')).to.include('| `none` | two: seen |')
    expect(rowOf(text, 'delivery')).to.include('| not asked | first |')
    expect(text.match(/^\| `historyOrder` .*/gm)).to.have.length(2)
  })

  it('keeps each answer on its line, short, and free of Markdown and HTML', () => {
    const text = report(heading, [{ about: 'a', findings: { historyLag: unclear(`x\n| <b>&${'y'.repeat(400)}`) } }], asIs)
    const row = rowOf(text, 'historyLag') ?? ''
    expect(row).to.match(/\| a: x \\\| &lt;b>&amp;y+… \|$/)
    expect(row).to.have.length.below(500)
  })

  it('redacts the evidence', () => {
    const text = report(heading, [{ about: 'a', findings: { historyLag: unclear('on E1ABC') } }], redactor({ DISTRIBUTION: 'E1ABC' }))
    expect(rowOf(text, 'historyLag')).to.include('a: on DISTRIBUTION |')
  })
})

describe('npm run conformance, redacting', () => {
  const redact = redactor({ PIPELINE: 'site', LONGER: 'site-pipeline', NONE: undefined, EMPTY: '' })

  for (const [text, shown] of [
    ['no site-pipeline, but site', 'no LONGER, but PIPELINE'],
    ['User: arn:aws:iam::123456789012:user/me is not authorized', 'User: ARN is not authorized'],
    ['arn:aws-cn:cloudfront::123456789012:distribution/E1', 'ARN'],
    ['account 123456789012.', 'account ACCOUNT.'],
    ['key ASIAABCDEFGHIJKL', 'key KEY'],
    ['request 11111111-abcd-1111-abcd-111111abcdef', 'request UUID'],
    ['E2QWRUHAPOMQZL and I2J0I21PCUYOIK', 'ID and ID'],
    ['dt_2wjDZi3hD1ivOXf6rpZJO1AB', 'TENANT'],
    ['see https://d1.cloudfront.net/a?X-Amz-Signature=1', 'see URL'],
    ['at d111111abcdef8.cloudfront.net', 'at HOST'],
    ['at my-bucket.s3.eu-west-1.amazonaws.com', 'at HOST'],
    ['to me.you@example.com', 'to ADDRESS'],
    ['InvalidArgument: INVALIDATION, 1000 items', 'InvalidArgument: INVALIDATION, 1000 items'],
  ] as const) {
    it(`shows "${text}" as "${shown}"`, () => {
      expect(redact(text)).to.equal(shown)
    })
  }
})

describe('npm run conformance, the state between two runs', () => {
  const sent = { distribution: 'E1', reference: 'r', items: ['/a'], invalidation: 'I1', at: 1 }

  it('is read as it was written', () => {
    expect(readState(writeState(sent))).to.deep.equal(sent)
  })

  for (const changed of [
    { version: 2 },
    { distribution: '' },
    { reference: 1 },
    { items: '/a' },
    { items: [1] },
    { invalidation: null },
    { at: '1' },
  ]) {
    it(`is refused with ${JSON.stringify(changed)}`, () => {
      expect(() => readState(JSON.stringify({ version: 1, ...sent, ...changed }))).to.throw('it is not a state file')
    })
  }

  it('is refused if it is not an object', () => {
    expect(() => readState('null')).to.throw('it is not a state file')
    expect(() => readState('x')).to.throw(SyntaxError)
  })

  it('gives its age in hours, and from two days on in days', () => {
    expect(spanOf(90 * 60_000)).to.equal('after 1.5 hours')
    expect(spanOf(47.9 * 3_600_000)).to.equal('after 47.9 hours')
    expect(spanOf(60 * 3_600_000)).to.equal('after 2.5 days')
    expect(spanOf(48 * 3_600_000)).to.equal('after 2.0 days')
  })
})
