import { capabilities } from '../src/adapters/cloudfront/capabilities.ts'
import { makePlan } from '../src/domain/plan/plan.ts'
import { readJobSpec } from '../test/support/by-cloudfront.ts'

const rounds = 15
const sizes = [1_000, 10_000, 100_000]

/** UserParameters with the paths of a large site, shuffled. One in ten is a wildcard. */
const parameters = (count: number): string =>
  JSON.stringify({
    distributionId: 'E2QWRUHAPOMQZL',
    items: Array.from({ length: count }, (_, index) => {
      const shuffled = (index * 7_919) % count
      return `/section-${shuffled % 97}/año/page ${shuffled}${shuffled % 10 === 0 ? '*' : '.html'}`
    }),
  })

/** Everything between the text of UserParameters and the first request. */
const plan = (text: string): unknown => {
  const spec = readJobSpec(text)
  return spec._tag === 'Right' ? makePlan(capabilities, 'job')(spec.right) : spec
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const millisecondsFor = (text: string): number => {
  const startedAt = performance.now()
  plan(text)
  return performance.now() - startedAt
}

const samples = sizes.map(size => ({ size, text: parameters(size), milliseconds: [] as number[] }))

// Every round runs every size once, so that a change in the machine's speed affects all sizes. The first rounds only warm up.
for (let round = -3; round < rounds; round += 1) {
  for (const { text, milliseconds } of samples) {
    const sample = millisecondsFor(text)
    if (round >= 0) milliseconds.push(sample)
  }
}

const [first] = samples
const perItem = ({ size, milliseconds }: (typeof samples)[number]): number => median(milliseconds) / size
console.log(
  `Node ${process.version}, median of ${rounds} rounds\n\n| items | ms | time per item, relative to ${first?.size} items |\n| --- | --- | --- |`,
)
for (const sample of samples) {
  const ratio = first ? perItem(sample) / perItem(first) : Number.NaN
  console.log(`| ${sample.size} | ${median(sample.milliseconds).toFixed(1)} | ${ratio.toFixed(2)} |`)
}
