import { expect } from 'chai'
import { knownFaults } from '../../../../local/aws/faults.ts'
import { readings } from '../../../../local/aws/readings.ts'
import { shapes } from '../../../../local/aws/s3-notification.ts'
import { readOptions, usage } from '../../../../local/demo/options.ts'

describe('The options of npm start', () => {
  const invalid: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
    [['--distribution', 'E1'], /Unknown option '--distribution'/],
    [['--event', '/no/such/file'], /Cannot read the event in \/no\/such\/file/],
    [['--faults', 'CreateInvalidation=rain'], /Unknown fault "rain"\. Choose one of: 503, throttle, /],
    [['--faults', 'CreateInvalidation=toString'], /Unknown fault "toString"/],
    [['--faults', 'CreateInvalidation'], /Invalid fault "CreateInvalidation"\. Example: CreateInvalidation=503\*9/],
    [['--faults', 'Create=503'], /Unknown operation "Create" in --faults\. Choose one of: CreateInvalidation, /],
    [['--faults', 'GetObject=503*0'], /Invalid number of calls in "GetObject=503\*0"\. Give 1 to 1000/],
    [['--faults', 'GetObject=503*1001'], /Invalid number of calls/],
    [['--quota', 'toString'], /Unknown quota "toString"/],
    [['--user-parameters', `"${'x'.repeat(999)}"`], /UserParameters have 1001 characters\. CodePipeline allows 1000\. .*itemsFrom/],
    [['--artifact', '.'], /--artifact requires --user-parameters/],
    [['--previous', '.'], /--previous requires --artifact/],
    [['--user-parameters', '{', '--artifact', '.'], /The UserParameters are not JSON/],
    [['--user-parameters', '{}', '--artifact', './no-such-folder'], /File or folder not found: \.\/no-such-folder/],
    [['--s3', '--user-parameters', '{}', '--artifact', '.'], /--s3 cannot be combined/],
    [['--quota', 'some'], /Unknown quota "some"\. Choose one of: none, in-progress, rates/],
    [['--completion', 'soon'], /Invalid completion "soon"/],
    [['--speed', '0'], /Invalid speed "0"/],
    [['--event', 'x', '--user-parameters', '{}'], /not both/],
    [['--s3', '--shape', 'round'], /Unknown shape "round"\. Choose one of: direct, sns, eventbridge/],
    [['--s3', '--event', 'x'], /--s3 cannot be combined/],
    [['--s3', '--previous', '.'], /--s3 cannot be combined with .*--previous/],
    [['--origins', '[]'], /require --s3/],
    [['--reading', 'secondResults=accepted'], /Unknown question "secondResults"\. Did you mean "secondResult"\?/],
    [['--reading', 'secondResult=ok'], /Unknown reading of secondResult "ok"/],
    [['--reading', 'refusedCharacter=%'], /Unknown reading of refusedCharacter "%"/],
  ]
  for (const [args, message] of invalid) {
    it(`reject ${args.join(' ').slice(0, 80)}`, () => {
      expect(() => readOptions(args)).to.throw(message)
    })
  }

  it('take several readings, of which the last one of a question counts', () => {
    const args = ['secondResult=accepted', 'delivery=twice-at-once', 'secondResult=job-not-found'].flatMap(one => ['--reading', one])
    const options = readOptions(args)
    expect(options === 'help' ? undefined : options.readings).to.deep.equal({ secondResult: 'job-not-found', delivery: 'twice-at-once' })
  })

  it('name every question and reading in the help', () => {
    const help = usage.replace(/\s+/g, ' ')
    for (const [question, names] of Object.entries(readings)) expect(help).to.include(`${question} ${names.join(', ')}`)
  })

  it('are documented with every fault, quota and shape, in 80 columns', () => {
    expect(readOptions(['--help'])).to.equal('help')
    for (const name of [...Object.keys(knownFaults), ...Object.keys(shapes), 'none', 'in-progress', 'rates']) {
      expect(usage).to.match(new RegExp(`[\\s(]${name}[\\s,)]`))
    }
    expect(Math.max(...usage.split('\n').map(line => line.length))).to.be.at.most(80)
  })
})
