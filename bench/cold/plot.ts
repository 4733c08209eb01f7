import { type Run, relativeCpu } from './report.ts'

const bar = { left: 190, width: 420, height: 12, gap: 2, below: 16, top: 40 }

const style = `text{font:13px sans-serif;fill:#333}.tick{font-size:11px}.one{stroke:#999;stroke-dasharray:2 3}
.n0{fill:#0b6e4f}.n1{fill:#7bb59f}`

const plain = (name: string): string => name.replaceAll('`', '')

/** An SVG with the CPU time of each cold start, relative to the bare SDK: a bar for each version of Node.js. */
export const plot = (runs: ReadonlyArray<Run>): string => {
  const shares = runs.map(run => run.variants.map(variant => relativeCpu(run, variant).median))
  const names = runs[0]?.variants.map(({ name }) => plain(name)) ?? []
  const scale = bar.width / Math.max(1, ...shares.flat())
  const rowHeight = runs.length * (bar.height + bar.gap) + bar.below
  const height = bar.top + names.length * rowHeight + 30
  const width = bar.left + bar.width + 60
  const one = (bar.left + scale).toFixed(1)
  const rows = names.flatMap((name, row) => {
    const top = bar.top + row * rowHeight
    const label = `<text x="${bar.left - 8}" y="${top + rowHeight / 2 - 3}" text-anchor="end">${name}</text>`
    const bars = shares.map((share, run) => {
      const value = share[row] ?? 0
      const y = top + run * (bar.height + bar.gap)
      const length = (value * scale).toFixed(1)
      return `<rect class="n${run}" x="${bar.left}" y="${y}" width="${length}" height="${bar.height}"/><text class="tick" x="${(bar.left + value * scale + 5).toFixed(1)}" y="${y + 10}">${value.toFixed(2)}</text>`
    })
    return [label, ...bars]
  })
  const legend = runs.map(
    ({ node }, run) =>
      `<rect class="n${run}" x="${bar.left + run * 150}" y="${height - 22}" width="12" height="12"/><text x="${bar.left + run * 150 + 18}" y="${height - 12}">Node.js ${node}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>CPU time of a cold start, relative to the bare SDK</title>',
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${bar.left}" y="22">CPU time of a cold start, bare SDK = 1</text>`,
    `<path class="one" d="M${one},${bar.top - 8}V${height - 30}"/>`,
    ...rows,
    ...legend,
    '</svg>',
    '',
  ].join('\n')
}
