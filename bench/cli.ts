import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const rounds = 31
const built = fileURLToPath(new URL('../dist/cli/index.mjs', import.meta.url))

/** What is started. The first is what the others are compared with. */
const variants = [
  { name: '`node -e 0`', args: ['-e', '0'] },
  { name: '`--version`', args: [built, '--version'] },
  { name: '`plan /a`', args: [built, 'plan', '/a'] },
  { name: '`invalidate /a --dry-run`', args: [built, 'invalidate', '/a', '--distribution', 'E1', '--dry-run'] },
].map(variant => ({ ...variant, wall: [] as number[] }))

const measure = (args: ReadonlyArray<string>): number => {
  const startedAt = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - startedAt
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

// Every round runs every variant once, so that a change in the machine's speed affects all variants. The first round only warms up.
for (let round = -1; round < rounds; round += 1) {
  for (const { args, wall } of variants) {
    const sample = measure(args)
    if (round >= 0) wall.push(sample)
  }
}

console.log(`Node ${process.version}, median of ${rounds} rounds\n\n| command | ms | relative to node |\n| --- | --- | --- |`)
for (const { name, wall } of variants) {
  const ratios = wall.map((value, round) => value / (variants[0]?.wall[round] ?? Number.NaN))
  console.log(`| ${name} | ${median(wall).toFixed(0)} | ${median(ratios).toFixed(2)} |`)
}
