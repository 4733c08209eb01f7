import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { readOptions, usage } from '../../../tools/conformance/options.ts'
import { costOf, probesOf } from '../../../tools/conformance/plan.ts'
import { blocksOf } from '../../support/documents.ts'
import { parseTemplate } from '../../support/templates/cloudformation.ts'
import { readText } from '../../support/templates/templates.ts'

const file = 'docs/conformance.md'
const document = readText(file)
const template = parseTemplate(readText('tools/conformance/probe-stack/template.yaml'))

const hooks = { name: 'n', earlier: undefined, now: 0, keep: () => undefined, onLeft: () => undefined }

/** The paths and the dollars that these options add to others. */
const costsOf = (args: ReadonlyArray<string>, earlier?: Parameters<typeof probesOf>[1]['earlier']) => {
  const options = readOptions(args)
  if (options === 'help') throw new Error('It reads as help')
  const probes = probesOf(options, { ...hooks, earlier })
  return { paths: probes.reduce((sum, { paths }) => sum + paths, 0), dollars: costOf(probes) }
}

const ofDistribution = ['--distribution', 'E1']
const earlier = { distribution: 'E1', reference: 'r', items: ['/a'], invalidation: 'I1', at: 0 }
const base = costsOf(ofDistribution)

const rows = {
  '`--distribution`': base,
  '`--bucket` and `--url`': costsOf([...ofDistribution, '--bucket', 'b', '--url', 'https://d1'], undefined),
  '`--multi-tenant`': costsOf(['--multi-tenant', 'E2']),
  '`--quotas`': costsOf([...ofDistribution, '--quotas']),
  '`--deploy`: minutes of a V2 pipeline': costsOf(['--deploy']),
  '`--pipeline`': costsOf(['--pipeline', 'p']),
  '`--resume`': costsOf(['--resume', 'f'], earlier),
}

/** The permissions that some SDK commands need under other names. */
const permissionNames: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  DeleteObjects: 'DeleteObjectVersion',
}

const sources = readdirSync(new URL('../../../tools/conformance/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => readText(`tools/conformance/${name}`))

/** The names of the permissions for every command that the tool sends. */
const needed = new Set(
  sources.flatMap(source => [...source.matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => permissionNames[name] ?? name)),
)

describe(file, () => {
  for (const [name, { paths, dollars }] of Object.entries(rows)) {
    it(`says what ${name} costs`, () => {
      const isPart = name.includes('quotas') || name.includes('bucket')
      const [ownPaths, ownDollars] = isPart ? [paths - base.paths, dollars - base.dollars] : [paths, dollars]
      expect(document).to.include(`| ${name} | ${ownPaths} | $${(Math.round(ownDollars * 100 + 1e-6) / 100).toFixed(2)} |`)
    })
  }

  it('names every option that asks something', () => {
    const [, asking = ''] = usage.split('nothing.\n')
    for (const [option] of asking.matchAll(/--[a-z-]+(?= )/g)) {
      if (!['--out', '--state', '--pace'].includes(option)) expect(document, option).to.include(option)
    }
  })

  it('allows exactly the calls that are made', () => {
    const [policy = ''] = blocksOf(file, 'json')
    const actions: ReadonlyArray<string> = JSON.parse(policy).Statement.flatMap(({ Action }: { Action: ReadonlyArray<string> }) => Action)
    expect([...new Set(actions.map(action => action.replace(/^.*:/, '')))]).to.have.members([...needed])
  })

  it('names what the stack creates', () => {
    const names: Readonly<Record<string, string>> = {
      'AWS::S3::Bucket': 'a bucket',
      'AWS::CodePipeline::Pipeline': 'a pipeline',
      'AWS::Lambda::Function': 'a function',
      'AWS::Events::Rule': 'a rule',
      'AWS::Logs::LogGroup': 'a log group',
      'AWS::IAM::Role': 'two roles',
    }
    const types = Object.values<{ readonly Type: string }>(template.Resources)
      .map(({ Type }) => Type)
      .filter(type => !['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission'].includes(type))
    expect([...new Set(types)]).to.have.members(Object.keys(names))
    expect(types.filter(type => type === 'AWS::IAM::Role')).to.have.length(2)
    const [, created = ''] = document.split('**A stack**')
    for (const name of Object.values(names)) expect(created.replaceAll(/\s+/g, ' ')).to.include(name)
  })

  it('keeps nothing of the stack', () => {
    for (const [name, { DeletionPolicy }] of Object.entries<{ readonly DeletionPolicy?: string }>(template.Resources)) {
      expect(DeletionPolicy ?? 'Delete', name).to.equal('Delete')
    }
  })
})
