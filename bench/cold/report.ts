import type { Sample } from './measure.ts'
import { type Estimate, estimate, median, ratios } from './statistics.ts'
import { names } from './variants.ts'

/** All samples of a variant, a sample of each round. `throttled` are those with a share of a core. */
export interface Measured {
  readonly name: string
  readonly zipped: number | undefined
  readonly samples: ReadonlyArray<Sample>
  readonly throttled: ReadonlyArray<Sample>
}

/** What was measured on one version of Node.js. */
export interface Run {
  readonly node: string
  readonly variants: ReadonlyArray<Measured>
}

const whole = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(0))
const ratio = ({ median, low, high }: Estimate): string =>
  Number.isNaN(median) ? '–' : `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`

const of = (run: Run, name: string): Measured => {
  const found = run.variants.find(variant => variant.name === name)
  if (found === undefined) throw new Error(`${name} was not measured`)
  return found
}

const cpuOf = ({ samples }: Measured) => samples.map(({ cpu }) => cpu)
const callOf = ({ samples }: Measured) => samples.map(({ call }) => call)
const throttledOf = ({ throttled }: Measured) => throttled.map(({ call }) => call)
const peakOf = ({ samples }: Measured) => median(samples.map(({ peak }) => peak))

/** CPU time of the cold start, relative to that of the bare SDK. */
export const relativeCpu = (run: Run, variant: Measured): Estimate => estimate(ratios(cpuOf(variant), cpuOf(of(run, names.bare))))

const row = (run: Run, variant: Measured): string => {
  const bare = of(run, names.bare)
  const cells = [
    variant.name,
    whole(median(variant.samples.map(({ init }) => init))),
    whole(median(callOf(variant))),
    whole(median(cpuOf(variant))),
    ratio(relativeCpu(run, variant)),
    ratio(estimate(ratios(callOf(variant), callOf(bare)))),
    ratio(estimate(ratios(throttledOf(variant), throttledOf(bare)))),
    whole(peakOf(variant)),
    variant.zipped === undefined ? '–' : (variant.zipped / 1_000).toFixed(0),
  ]
  return `| ${cells.join(' | ')} |`
}

const head = [
  '| variant | init ms | first call ms | CPU ms | CPU / bare SDK | first call / bare SDK | at 1/14 core / bare SDK | peak MB | zip KB |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
]

/** The figures with a target: its name, the target, and what a run has. */
const targets: ReadonlyArray<readonly [string, string, (run: Run) => string]> = [
  ['CPU of a cold start / bare SDK', '≤ 0.97', run => ratio(relativeCpu(run, of(run, names.ours)))],
  [
    'CPU of a cold start / `aws-sdk` 2 whole',
    '≤ 0.55',
    run => ratio(estimate(ratios(cpuOf(of(run, names.ours)), cpuOf(of(run, names.v2))))),
  ],
  ['first call / bare SDK', '≤ 0.45', run => ratio(estimate(ratios(callOf(of(run, names.ours)), callOf(of(run, names.bare)))))],
  [
    'first call at 1/14 of a core / bare SDK',
    '≤ 0.50',
    run => ratio(estimate(ratios(throttledOf(of(run, names.ours)), throttledOf(of(run, names.bare))))),
  ],
  ['peak MB over the floor', '≤ 10', run => whole(peakOf(of(run, names.ours)) - peakOf(of(run, names.floor)))],
]

/** The tables of all runs, in Markdown. */
export const report = (runs: ReadonlyArray<Run>, rounds: number, flags: ReadonlyArray<string>): string => {
  const versions = runs.map(({ node }) => `Node.js ${node}`)
  return [
    `${rounds} rounds, \`${flags.join(' ')}\`. Medians; ratios with their 95 % interval in brackets.`,
    '',
    `| figure | target | ${versions.join(' | ')} |`,
    `| --- | --- | ${versions.map(() => '---').join(' | ')} |`,
    ...targets.map(([name, target, figure]) => `| ${[name, target, ...runs.map(figure)].join(' | ')} |`),
    ...runs.flatMap(run => ['', `Node.js ${run.node}:`, '', ...head, ...run.variants.map(variant => row(run, variant))]),
    '',
  ].join('\n')
}
