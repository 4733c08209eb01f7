import { capabilities } from '../src/adapters/cloudfront/capabilities.ts'
import { readJobSpec } from '../src/domain/parameters/job-spec.ts'
import { makePlan } from '../src/domain/plan/plan.ts'

const rounds = 15
const sizes = [1_000, 10_000, 100_000]

/** Parameters with paths as a large site has them, in no order, one wildcard in ten. */
const parameters = (count: number): string =>
  JSON.stringify({
    distributionId: 'E2QWRUHAPOMQZL',
    items: Array.from({ length: count }, (_, index) => {
      const shuffled = (index * 7_919) % count
      return `/section-${shuffled % 97}/año/page ${shuffled}${shuffled % 10 === 0 ? '*' : '.html'}`
    }),
  })

/** All that lies between the job's text and its first request. */
const plan = (text: string): unknown => {
  const spec = readJobSpec(text)
  return spec._tag === 'Right' ? makePlan(capabilities, { id: 'job', account: undefined })(spec.right) : spec
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const milliseconds = (text: string): number => {
  const began = performance.now()
  plan(text)
  return performance.now() - began
}

const samples = sizes.map(size => ({ size, text: parameters(size), taken: [] as number[] }))

// One round runs every size once, so that a machine that grows slower does so for all; the first rounds only warm up.
for (let round = -3; round < rounds; round += 1) {
  for (const { text, taken } of samples) {
    const sample = milliseconds(text)
    if (round >= 0) taken.push(sample)
  }
}

const [first] = samples
const perItem = ({ size, taken }: { size: number; taken: ReadonlyArray<number> }): number => median(taken) / size
console.log(
  `Node ${process.version}, median of ${rounds} rounds\n\n| items | ms | time for an item, against ${first?.size} items |\n| --- | --- | --- |`,
)
for (const sample of samples) {
  const ratio = first ? perItem(sample) / perItem(first) : Number.NaN
  console.log(`| ${sample.size} | ${median(sample.taken).toFixed(1)} | ${ratio.toFixed(2)} |`)
}
