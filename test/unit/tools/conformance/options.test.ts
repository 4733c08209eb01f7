import { expect } from 'chai'
import { type Options, readOptions, usage } from '../../../../tools/conformance/options.ts'
import { costOf, describePlan, probesOf } from '../../../../tools/conformance/plan.ts'
import { questions } from '../../../../tools/conformance/questions.ts'

const options = (...args: ReadonlyArray<string>): Options => {
  const read = readOptions(args)
  if (read === 'help') throw new Error('It reads as help')
  return read
}

const hooks = { name: 'conformance-1', earlier: undefined, now: 0, keep: () => undefined, onLeft: () => undefined }
const everything = [
  '--distribution',
  'E1',
  '--quotas',
  '--bucket',
  'b',
  '--url',
  'https://d1/',
  '--multi-tenant',
  'E2',
  '--pipeline',
  'p',
  '--deploy',
]

describe('The options of npm run conformance', () => {
  const invalid: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
    [[], /Nothing to ask/],
    [['--yes'], /Nothing to ask/],
    [['--quotas', '--deploy'], /require --distribution/],
    [['--bucket', 'b', '--url', 'https://d1', '--deploy'], /require --distribution/],
    [['--distribution', 'E1', '--bucket', 'b'], /together/],
    [['--distribution', 'E1', '--url', 'https://d1'], /together/],
    [['--distribution', 'E1', '--bucket', 'b', '--url', 'd1'], /Invalid URL "d1"/],
    [['--deploy', '--stage', 's'], /require --pipeline/],
    [['--deploy', '--action', 'a'], /require --pipeline/],
    [['--resume', 'f', '--deploy'], /--resume asks nothing else/],
    [['--deploy', '--pace', 'x'], /Invalid pace "x"/],
    [['--deploy', '--pace', '-1'], /Unknown option|Invalid pace|ambiguous/],
    [['--deploy', '--pace', ''], /Invalid pace ""/],
    [['--deploy', '--max-cost', '101'], /Invalid cost "101"\. Give a number from 0 to 100/],
    [['--distributions', 'E1'], /Unknown option/],
  ]
  for (const [args, message] of invalid) {
    it(`reject ${args.join(' ') || 'nothing'}`, () => {
      expect(() => readOptions(args)).to.throw(message)
    })
  }

  it('have defaults', () => {
    expect(options('--deploy')).to.include({ maxCost: 1, out: 'conformance.md', state: 'conformance-state.json', pace: 2, yes: false })
    expect(options('--distribution', 'E1', '--bucket', 'b', '--url', 'https://d1//').site).to.deep.equal({ bucket: 'b', url: 'https://d1' })
    expect(options('--pipeline', 'p', '--stage', 's').pipeline).to.deep.equal({ name: 'p', stage: 's', action: undefined })
  })

  it('are documented in 80 columns', () => {
    expect(readOptions(['-h'])).to.equal('help')
    expect(Math.max(...usage.split('\n').map(line => line.length))).to.be.at.most(80)
  })
})

describe('The plan of npm run conformance', () => {
  const probes = probesOf(options(...everything), hooks)

  it('costs at most a dollar with everything', () => {
    expect(costOf(probes)).to.be.closeTo(1, 1e-9)
    expect(describePlan(probes).join('\n')).to.include(
      'It costs at most $1.00 at list prices: 194 paths at $0.005, and $0.03 for the rest.',
    )
  })

  it('asks every question that can be asked', () => {
    const asked = probes.flatMap(probe => probe.questions)
    expect([...asked, 'afterFreeze']).to.include.members(Object.keys(questions))
  })

  it('asks for as many items as the money pays for', () => {
    const planned = (cost: string) =>
      describePlan(probesOf(options('--distribution', 'E1', '--quotas', '--max-cost', cost), hooks)).join('\n')
    expect(planned('0.9')).to.include('16 wildcards in one request, all without a match')
    expect(planned('1')).to.include('16 wildcards in one request, then 151 paths in one, all without a match')
    expect(planned('7')).to.include('then 151 paths in one, then 1001 paths in one, all without a match')
  })

  it('says what each probe does, and of what', () => {
    const text = describePlan(probesOf(options('--distribution', 'E1', '--pipeline', 'p'), hooks)).join('\n')
    expect(text).to.include('- your distribution: invalidates a path with %27 (at most 1 path)\n')
    expect(text).to.include('- your pipeline: reads the state and the last 500 actions of the pipeline\n')
  })

  it('of a resumed run sends two requests', () => {
    const earlier = { distribution: 'E1', reference: 'r', items: ['/a'], invalidation: 'I1', at: 0 }
    const resumed = probesOf(options('--resume', 'f'), { ...hooks, earlier })
    expect(resumed.flatMap(probe => probe.questions)).to.deep.equal(['identicalResend', 'changedResend'])
    expect(costOf(resumed)).to.equal(0.01)
  })
})
