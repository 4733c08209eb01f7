// What this software costs a month, at the list prices of us-east-1. docs/cost.md has the tables that this prints, and the source of
// each price.

import { listPricePerItem } from '../src/adapters/cloudfront/price.ts'

/** What a unit costs in dollars, and how many of them an account has free each month. */
interface Price {
  readonly perUnit: number
  readonly free: number
}

const prices = {
  path: { perUnit: listPricePerItem / 1_000, free: 1_000 },
  pipelineMinute: { perUnit: 0.002, free: 100 },
  lambdaRequest: { perUnit: 0.2 / 1e6, free: 1e6 },
  lambdaGigabyteSecond: { perUnit: 0.0000133334, free: 400_000 },
  codeBuildMinute: { perUnit: 0.005, free: 100 },
  logGigabyte: { perUnit: 0.5, free: 5 },
  metric: { perUnit: 0.3, free: 10 },
  queueRequest: { perUnit: 0.4 / 1e6, free: 1e6 },
} satisfies Record<string, Price>

type Usage = Partial<Record<keyof typeof prices, number>>

const names = Object.keys(prices) as ReadonlyArray<keyof typeof prices>

const costOf =
  (of: (price: Price, units: number) => number) =>
  (...usages: ReadonlyArray<Usage>): number =>
    usages.flatMap(usage => names.map(name => of(prices[name], usage[name] ?? 0))).reduce((total, cost) => total + cost, 0)

const listPrice = costOf(({ perUnit }, units) => units * perUnit)
const afterFreeTier = costOf(({ perUnit, free }, units) => Math.max(0, units - free) * perUnit)

const dollars = (amount: number): string => `$${amount.toFixed(2)}`

/** A month of deploys to one distribution. */
interface Month {
  readonly name: string
  readonly deploys: number
  /** Paths of a deploy. */
  readonly paths: number
  /** Minutes that its action takes, rounded up as they are billed. */
  readonly minutes: number
  readonly compute: (deploys: number) => Usage
  /** Custom metrics: Invalidations, Paths, FailedJobs and JobDuration if `MetricsNamespace` is set, otherwise none. */
  readonly metrics: number
}

const memoryInGigabytes = 0.5
const logGigabytesPerDeploy = 4e-6

/** `seconds` are billed for a deploy, in invocations of up to 30 seconds. */
const lambda =
  (seconds: number) =>
  (deploys: number): Usage => ({
    lambdaRequest: deploys * Math.max(1, seconds / 30),
    lambdaGigabyteSecond: deploys * seconds * memoryInGigabytes,
  })

const plain = { minutes: 1, compute: lambda(2), metrics: 0 }

const months: ReadonlyArray<Month> = [
  { ...plain, name: '30 deploys of `/*`', deploys: 30, paths: 1 },
  { ...plain, name: '200 deploys of 30 changed files, a path each', deploys: 200, paths: 30 },
  { ...plain, name: '200 deploys, `"maxPaths": 5`', deploys: 200, paths: 5 },
  { ...plain, name: '1,000 deploys, `"maxPaths": 15`', deploys: 1_000, paths: 15 },
  { ...plain, name: '1,000 deploys of `/*`', deploys: 1_000, paths: 1 },
  { ...plain, name: '1,000 deploys of `/*`, with metrics', deploys: 1_000, paths: 1, metrics: 4 },
  { name: '1,000 deploys of `/*`, `"waitForCompletion": true`', deploys: 1_000, paths: 1, minutes: 2, compute: lambda(120), metrics: 0 },
  {
    name: 'for comparison: 1,000 deploys of `/*` by a Commands action',
    deploys: 1_000,
    paths: 1,
    minutes: 1,
    compute: deploys => ({ codeBuildMinute: deploys }),
    metrics: 0,
  },
]

const rowOf = ({ name, deploys, paths, minutes, compute, metrics }: Month): string => {
  const usages: ReadonlyArray<Usage> = [
    { path: deploys * paths },
    { pipelineMinute: deploys * minutes },
    compute(deploys),
    { logGigabyte: deploys * logGigabytesPerDeploy },
    { metric: metrics },
  ]
  const costs = [...usages.map(usage => listPrice(usage)), listPrice(...usages), afterFreeTier(...usages)]
  return `| ${[name, ...costs.map(dollars)].join(' | ')} |`
}

const minutesPerMonth = 30 * 24 * 60

/** Lambda's five pollers each wait up to 20 seconds for messages. A request receives or deletes up to ten. */
const queues = [
  { name: 'a queue without messages', requests: (5 * minutesPerMonth * 60) / 20 },
  { name: '100,000 messages, received and deleted ten at a time', requests: 100_000 * 1.2 },
].map(
  ({ name, requests }) =>
    `| ${name} | ${requests.toLocaleString('en')} | ${dollars(listPrice({ queueRequest: requests }))} | ${dollars(afterFreeTier({ queueRequest: requests }))} |`,
)

console.log(
  [
    '| each month | CloudFront | CodePipeline V2 | compute | logs | metrics | list price | after free tiers |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...months.map(rowOf),
    '',
    '| each month | SQS requests | list price | after the free tier |',
    '| --- | --- | --- | --- |',
    ...queues,
  ].join('\n'),
)
