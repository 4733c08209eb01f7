/** The percentage of unchanged files that is flushed at each budget. */
export interface Lines {
  readonly name: string
  readonly budgets: ReadonlyArray<number>
  readonly ours: ReadonlyArray<number>
  readonly greedy: ReadonlyArray<number>
}

const panel = { width: 250, height: 150, left: 44, top: 34, gap: 24, below: 60, inRow: 3 }

const number = (value: number): string => value.toFixed(1)

const panelOf = ({ name, budgets, ours, greedy }: Lines, index: number): string => {
  const left = panel.left + (index % panel.inRow) * (panel.width + panel.gap)
  const top = panel.top + Math.floor(index / panel.inRow) * (panel.height + panel.below)
  const x = (at: number): number => left + (panel.width * (at + 0.5)) / budgets.length
  const y = (share: number): number => top + panel.height * (1 - share / 100)
  const line = (shares: ReadonlyArray<number>, kind: string): string =>
    `<polyline class="${kind}" points="${shares.map((share, at) => `${number(x(at))},${number(y(share))}`).join(' ')}"/>` +
    shares.map((share, at) => `<circle class="${kind}" cx="${number(x(at))}" cy="${number(y(share))}" r="3"/>`).join('')
  return [
    `<text x="${left}" y="${top - 14}">${name}</text>`,
    `<path class="axis" d="M${left},${top}V${top + panel.height}H${left + panel.width}"/>`,
    ...(index % panel.inRow === 0
      ? [0, 50, 100].map(share => `<text class="tick" x="${left - 6}" y="${number(y(share) + 4)}" text-anchor="end">${share}%</text>`)
      : []),
    ...budgets.map(
      (budget, at) =>
        `<text class="tick" x="${number(x(at))}" y="${top + panel.height + 16}" text-anchor="middle">${budget.toLocaleString('en')}</text>`,
    ),
    line(
      budgets.map(() => 100),
      'all',
    ),
    line(greedy, 'greedy'),
    line(ours, 'ours'),
  ].join('\n')
}

const style = `text{font:13px sans-serif;fill:#333}.tick{font-size:11px}.axis{stroke:#999;fill:none}polyline{fill:none;stroke-width:2}
polyline.ours{stroke:#0b6e4f}polyline.greedy{stroke:#c0392b;stroke-dasharray:6 3}polyline.all{stroke:#999;stroke-dasharray:2 3}
circle.ours{fill:#0b6e4f}circle.greedy{fill:#c0392b}circle.all{fill:#999}`

/** An SVG with one panel per deploy, arranged in rows. */
export const plot = (deploys: ReadonlyArray<Lines>): string => {
  const width = panel.left + Math.min(deploys.length, panel.inRow) * (panel.width + panel.gap)
  const height = panel.top + Math.ceil(deploys.length / panel.inRow) * (panel.height + panel.below)
  const legend = [
    ['ours', 'least-collateral cover'],
    ['greedy', 'deepest folder first'],
    ['all', '/*'],
  ].map(
    ([kind, label], at) =>
      `<circle class="${kind}" cx="${panel.left + 6 + at * 190}" cy="${height - 14}" r="4"/><text x="${panel.left + 16 + at * 190}" y="${height - 10}">${label}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>Unchanged files flushed, by path budget</title>',
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...deploys.map(panelOf),
    ...legend,
    '</svg>',
    '',
  ].join('\n')
}
