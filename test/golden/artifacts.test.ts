import { zipSync } from 'fflate'
import type { ActionExecution } from '../../local/aws/codepipeline.ts'
import { knownFaults, times } from '../../local/aws/faults.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { recorded } from '../support/recorded/zips.ts'
import { describeActions, type GoldenAction } from './actions.ts'

const bucket = 'codepipeline-eu-west-1-111111111111'
/** The key of the current artifact, which every job has. */
const current = 'my-site/SiteOutput/TdOSFRV'
const earlier = 'my-site/SiteOutput/earlier'

type Files = Readonly<Record<string, string>>

const zipped = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])), { mtime: '2026-11-22T12:00:00Z' })

const given =
  (files: Files) =>
  ({ s3 }: LocalAws): void =>
    s3.put(bucket, current, zipped(files))

const fromFile = (path: string, files: Files, rest: object = {}): GoldenAction => ({
  parameters: { distributionId: 'E1', itemsFrom: `SiteOutput::${path}`, ...rest },
  prepare: given(files),
})

describeActions('items-from', {
  lines: fromFile('out/items.txt', { 'out/items.txt': '// by the build\n/index.html\r\n\n/ü/*\n#news\n', 'index.html': 'x' }),
  json: fromFile('items.json', { 'items.json': '["/b", "/a", "#t", "/a"]' }),
  'beside-items': fromFile('items.txt', { 'items.txt': '/b\n/c/d' }, { items: ['/a', '/c/*'] }),
  'within-max-paths': fromFile('items.txt', { 'items.txt': '/b/1\n/b/2\n/b/3\n/c' }, { maxPaths: 2 }),
  'nothing-in-it': fromFile('items.txt', { 'items.txt': '// nothing\n' }),
  'bad-line': fromFile('items.txt', { 'items.txt': '/a\n/b~\n' }),
  'bad-json': fromFile('items.json', { 'items.json': '["/a", 1]' }),
  'no-such-file': fromFile('out/items.txt', { 'out/items.json': '[]' }),
  'no-such-artifact': { parameters: { distributionId: 'E1', itemsFrom: 'SiteOutput::items.txt' } },
  'no-zip': {
    parameters: { distributionId: 'E1', itemsFrom: 'SiteOutput::items.txt' },
    prepare: ({ s3 }) => s3.put(bucket, current, Buffer.from('no ZIP')),
  },
  streamed: {
    parameters: { distributionId: 'E1', itemsFrom: 'SiteOutput::items.json' },
    prepare: ({ s3 }) => s3.put(bucket, current, recorded.pythonStreamed),
  },
  denied: {
    ...fromFile('items.txt', { 'items.txt': '/a' }),
    prepare: aws => {
      given({ 'items.txt': '/a' })(aws)
      aws.faults.schedule('GetObject', knownFaults.denied)
    },
  },
  'busy-until-second-job': {
    ...fromFile('items.txt', { 'items.txt': '/a' }),
    prepare: aws => {
      given({ 'items.txt': '/a' })(aws)
      aws.faults.schedule('GetObject', ...times(1_000, knownFaults['503']))
    },
    beforeJob: aws => aws.faults.clear(),
  },
})

const site: Files = {
  'dist/index.html': '1',
  'dist/about us.html': '1',
  'dist/blog/index.html': '1',
  'dist/blog/a.html': '1',
  'dist/blog/b.html': '1',
  'dist/old~1/a.html': '1',
  'dist/100%?.html': '1',
  'dist/feed': '1',
  'dist/assets/app-1.js': '1',
  'src/x.ts': '1',
}

const { 'dist/blog/b.html': _, 'dist/assets/app-1.js': __, ...kept } = site

/** Five modified files, two deleted, two added, and one outside the served folder. */
const next: Files = {
  ...kept,
  'dist/index.html': '2',
  'dist/about us.html': '2',
  'dist/blog/index.html': '22',
  'dist/old~1/a.html': '2',
  'dist/feed': '2',
  'dist/new.html': '1',
  'dist/assets/app-2.js': '1',
  'src/x.ts': '2',
}

const between = 'my-site/SiteOutput/between'

const changed = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', stripPrefix: 'dist' }

/** What differs from a successful execution of this action with the earlier artifact, after its deploy. */
interface Execution {
  readonly key?: string
  readonly stage?: string
  readonly action?: string
  readonly status?: ActionExecution['status']
  readonly parameters?: object
}

/** A run that takes five seconds, `seconds` after the first. */
const runOf = (execution: number, seconds: number, key: string, stage: string, action: string): ActionExecution => ({
  pipelineExecutionId: `22222222-abcd-1111-abcd-${String(execution).padStart(12, '0')}`,
  stageName: stage,
  actionName: action,
  status: 'Succeeded',
  startTime: 1_795_000_000 + seconds,
  lastUpdateTime: 1_795_000_005 + seconds,
  input: {
    actionTypeId: { category: action === 'Upload' ? 'Deploy' : 'Invoke' },
    inputArtifacts: [{ name: 'SiteOutput', s3location: { bucket, key } }],
  },
})

/** Each execution starts a minute after the previous one. The last one has deployed the current artifact. */
const historyOf = (parameters: object, executions: ReadonlyArray<Execution>): ReadonlyArray<ActionExecution> => [
  ...executions.flatMap(
    ({ key = earlier, action = 'Invalidate', stage = 'Deploy', status = 'Succeeded', parameters: usedParameters = parameters }, index) => {
      const { input, ...run } = runOf(index, index * 60 + 10, key, stage, action)
      const resolvedConfiguration = { UserParameters: JSON.stringify(usedParameters) }
      return [
        ...(action === 'Invalidate' ? [runOf(index, index * 60, key, stage, 'Upload')] : []),
        { ...run, status, input: { ...input, resolvedConfiguration } },
      ]
    },
  ),
  runOf(executions.length, executions.length * 60, current, 'Deploy', 'Upload'),
]

interface Comparison {
  /** Additional keys of `changed`. */
  readonly change?: object
  /** Additional parameters. */
  readonly rest?: object
  readonly before?: Files
  readonly now?: Files
  readonly history?: ReadonlyArray<Execution>
  readonly also?: (aws: LocalAws) => void
}

const comparing = ({ change = {}, rest = {}, before = site, now = next, history = [{}], also }: Comparison = {}): GoldenAction => {
  const parameters = { distributionId: 'E1', changed: { ...changed, ...change }, ...rest }
  return {
    parameters,
    prepare: aws => {
      aws.s3.put(bucket, earlier, zipped(before))
      aws.s3.put(bucket, current, zipped(now))
      aws.codepipeline.record('my-site', ...historyOf(parameters, history))
      also?.(aws)
    },
  }
}

/** `count` pages in 13 folders. */
const pages = (count: number, text: string): Files =>
  Object.fromEntries(Array.from({ length: count }, (_page, index) => [`dist/folder-${index % 13}/${index}.html`, text]))

/** The same pages. Those with an even number in the first five folders have changed. */
const withClusters = (count: number): Files =>
  Object.fromEntries(Object.keys(pages(count, '1')).map((path, index) => [path, index % 13 < 5 && index % 2 === 0 ? '2' : '1']))

const otherRuns = Array.from({ length: 150 }, () => ({ stage: 'Test', action: 'Check', key: 'my-site/SiteOutput/tested' }))

describeActions('changed', {
  'first-run': comparing({ history: [] }),
  'first-run-under-a-prefix': comparing({ history: [], change: { addPrefix: '/docs' } }),
  'no-pipeline': { parameters: { distributionId: 'E1', changed }, prepare: given(site) },
  compared: comparing(),
  'nothing-changed': comparing({ now: site }),
  'query-strings': comparing({ change: { queryStrings: true } }),
  'add-prefix': comparing({ change: { addPrefix: '/Über uns/' } }),
  'no-index-documents': comparing({ change: { indexDocuments: [] } }),
  'without-added': comparing({ change: { added: false } }),
  'include-and-exclude': comparing({ change: { include: ['**/*.html', 'assets/'], exclude: ['blog/**', '/index.html'] } }),
  'nothing-served': comparing({ change: { stripPrefix: 'public' } }),
  'beside-items': comparing({ rest: { items: ['/api/*', '#t'] } }),
  'several-distributions': comparing({ rest: { distributionId: ['E1', 'E2'] } }),
  'within-max-paths': comparing({ rest: { maxPaths: 8 } }),
  'within-few-max-paths': comparing({ rest: { maxPaths: 3 } }),
  'without-protect': comparing({ before: pages(400, '1'), now: withClusters(400), rest: { maxPaths: 7 } }),
  protect: comparing({
    before: pages(400, '1'),
    now: withClusters(400),
    change: { protect: ['/folder-1/live', '/folder-3/*', '/folder-3'] },
    rest: { maxPaths: 7 },
  }),
  'many-files': comparing({ before: pages(900, '1'), now: { ...pages(800, '1'), ...withClusters(500) }, rest: { maxPaths: 12 } }),
  'more-than-a-request': comparing({ before: pages(3_300, '1'), now: { ...pages(3_300, '1'), ...pages(3_200, '2') } }),
  'dry-run': comparing({ rest: { dryRun: true } }),
  waiting: comparing({ rest: { waitForCompletion: true } }),
  'after-everything': comparing({ history: [{ parameters: { distributionId: 'E1', items: ['/*'] } }] }),
  'after-a-dry-run': comparing({ history: [{ parameters: { distributionId: 'E1', items: ['/*'], dryRun: true } }] }),
  'after-something-else-was-served': comparing({
    history: [{}, { key: between, status: 'Failed' }],
    also: ({ s3 }) => s3.put(bucket, between, zipped({ ...next, 'dist/blog/a.html': '3' })),
  }),
  'after-many-other-runs': comparing({ history: [{}, ...otherRuns] }),
  'earlier-artifact-gone': comparing({ history: [{ key: 'my-site/SiteOutput/gone' }] }),
  'history-denied': comparing({
    also: ({ faults }) => faults.schedule('ListActionExecutions', { kind: 'error', status: 400, code: 'AccessDeniedException' }),
  }),
  'history-busy': comparing({ also: ({ faults }) => faults.schedule('ListActionExecutions', ...times(3, knownFaults.throttle)) }),
  'earlier-artifact-denied-to-the-job': comparing({ also: ({ faults }) => faults.schedule('GetObject', knownFaults.denied) }),
  'earlier-artifact-denied': comparing({ also: ({ faults }) => faults.schedule('GetObject', ...times(2, knownFaults.denied)) }),
  'present-artifact-denied': comparing({ also: ({ faults }) => faults.schedule('GetObject', { kind: 'none' }, knownFaults.denied) }),
  'artifact-missing': {
    parameters: { distributionId: 'E1', changed },
    prepare: ({ codepipeline }) => codepipeline.record('my-site'),
  },
})
