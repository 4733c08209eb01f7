import { expect } from 'chai'
import { planView } from '../../../../src/adapters/console/plan-view.ts'
import { renderPlan } from '../../../../src/adapters/console/render-plan.ts'
import { paintFor } from '../../../../src/adapters/console/terminal.ts'
import type { ChangeSet } from '../../../../src/domain/plan/change-set.ts'
import { makePlan } from '../../../../src/domain/plan/plan.ts'
import type { ChangedFolder } from '../../../../src/domain/site/folders.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { jobSpec, planOf } from '../../../support/builders/plans.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { rightOf } from '../../../support/either.ts'

const paths = (...texts: ReadonlyArray<string>) => texts.map(item)
const plain = paintFor({ colours: false })

const folder = (name: string, counts: readonly [number, number, number], folders: ReadonlyArray<ChangedFolder> = []): ChangedFolder => {
  const [added, modified, deleted] = counts
  return { name, counts: { added, modified, deleted }, folders }
}

const compared: ChangeSet = {
  _tag: 'Compared',
  changed: paths('/blog/a', '/blog/b', '/x'),
  unchanged: paths('/y', '/blog/c'),
  files: 3,
}

const comparedView = (folders?: ChangedFolder) =>
  planView(rightOf(makePlan(cdnCapabilities, '')(jobSpec({ items: [], maxPaths: 2 }), compared)), true, compared, folders)

describe('planView', () => {
  it('shows what a plan sends, flushes besides, and costs', () => {
    expect(comparedView()).to.deep.equal({
      cdn: cdnCapabilities,
      summary:
        '2 paths (1 wildcard) on E1 for 3 changed files; 1 unchanged flushed; 2 items widened to "/blog/*" to keep to --max-paths 2; list price $0.010',
      targetIds: ['E1'],
      items: [
        { item: '/blog/*', changed: 2, unchanged: 1 },
        { item: '/x', changed: 0, unchanged: 0 },
      ],
      pathCount: 2,
      requests: 1,
      listPrice: 0.01,
      unchangedFlushed: 1,
      folders: undefined,
    })
  })

  it('counts over all targets, and requests for each', () => {
    const items = Array.from({ length: 16 }, (_, index) => item(`/${String.fromCharCode(97 + index)}/*`))
    const view = planView(planOf({ targetIds: ['E1', 'E2'], items }), true, undefined, undefined)
    expect(view).to.deep.include({ targetIds: ['E1', 'E2'], pathCount: 32, requests: 2, listPrice: 0.16, unchangedFlushed: 0 })
    expect(view.items[0]).to.deep.equal({ item: '/a/*', changed: 0, unchanged: 0 })
  })

  it('names no target if there is none', () => {
    expect(planView(planOf({ items: paths('/a') }), false, undefined, undefined)).to.deep.include({
      summary: '1 path; list price $0.005',
      targetIds: [],
    })
  })

  it('does not know what everything flushes', () => {
    const changes: ChangeSet = { _tag: 'Unknown', changed: paths('/*'), why: 'x' }
    const plan = rightOf(makePlan(cdnCapabilities, '')(jobSpec({ items: [] }), changes))
    const view = planView(plan, true, changes, undefined)
    expect(view).to.deep.include({ items: [{ item: '/*', changed: 0, unchanged: 0 }], unchangedFlushed: 0 })
    expect(view.summary).to.include('; invalidating everything: x')
  })
})

const tree = folder('', [3, 1, 1], [folder('blog', [2, 1, 0], [folder('2024', [1, 0, 0])]), folder('img', [0, 0, 1])])

describe('renderPlan', () => {
  it('prints a tree of the folders with their counts', () => {
    expect(renderPlan(comparedView(tree), 'text', plain)).to.equal(
      [
        `${comparedView().summary}; 1 request`,
        '',
        '  /blog/*  2 changed, 1 unchanged',
        '  /x',
        '',
        '  /          +3 ~1 -1',
        '    blog/    +2 ~1',
        '      2024/  +1',
        '    img/     -1',
        '',
      ].join('\n'),
    )
  })

  it('colours the counts', () => {
    const text = renderPlan(comparedView(folder('', [1, 2, 3])), 'text', paintFor({ colours: true }))
    expect(text).to.include('  /  \u001b[32m+1\u001b[0m \u001b[33m~2\u001b[0m \u001b[31m-3\u001b[0m\n')
  })

  it('prints only the summary if there is nothing to do', () => {
    expect(renderPlan({ ...comparedView(folder('', [0, 0, 0])), summary: 'Nothing', items: [] }, 'text', plain)).to.equal('Nothing\n')
  })

  it('prints as many levels of the tree as fit into 40 lines', () => {
    const children = (count: number) => Array.from({ length: count }, (_, index) => folder(`f${index}`, [1, 0, 0]))
    const deep = (count: number) => folder('', [9, 0, 0], [folder('a', [9, 0, 0], children(count))])
    const lines = (count: number) =>
      renderPlan(comparedView(deep(count)), 'text', plain)
        .split('\n\n')[2]
        ?.trimEnd()
        .split('\n').length
    expect(lines(38)).to.equal(40)
    expect(lines(39)).to.equal(2)
  })

  it('prints at most 100 items, and says how many there are', () => {
    const view = (count: number) =>
      planView(planOf({ items: Array.from({ length: count }, (_, index) => item(`/${1_000 + index}`)) }), true, undefined, undefined)
    expect(renderPlan(view(100), 'text', plain))
      .to.include('  /1099\n')
      .and.not.include('more')
    expect(renderPlan(view(102), 'text', plain))
      .to.include('  /1099\n  and 2 more; --output json has them all\n')
      .and.not.include('/1100')
    expect(renderPlan(view(102), 'markdown', plain))
      .to.include('\n\nand 2 more; --output json has them all\n')
      .and.not.include('/1100')
    expect(JSON.parse(renderPlan(view(102), 'json', plain)).items).to.have.length(102)
  })

  it('prints JSON', () => {
    const { cdn, targetIds, folders, ...view } = comparedView(tree)
    const files = { added: 3, modified: 1, deleted: 1 }
    expect(JSON.parse(renderPlan(comparedView(tree), 'json', plain))).to.deep.equal({ ...view, distributionIds: targetIds, files })
    expect(JSON.parse(renderPlan(comparedView(), 'json', plain))).to.deep.equal({ ...view, distributionIds: targetIds })
    expect(renderPlan(comparedView(tree), 'json', plain)).to.match(/\}\n$/)
  })

  it('prints Markdown', () => {
    expect(renderPlan({ ...comparedView(tree), summary: '2 paths; "/blog/*" <b>' }, 'markdown', plain)).to.equal(
      [
        '### CloudFront invalidation',
        '',
        '2 paths; "/blog/\\*" \\<b\\>',
        '',
        '| item | changed | unchanged |',
        '| --- | --- | --- |',
        '| `/blog/*` | 2 | 1 |',
        '| `/x` |  |  |',
        '',
        '| folder | added | modified | deleted |',
        '| --- | --- | --- | --- |',
        '| `/` | 3 | 1 | 1 |',
        '| &nbsp;&nbsp;`blog/` | 2 | 1 | 0 |',
        '| &nbsp;&nbsp;&nbsp;&nbsp;`2024/` | 1 | 0 | 0 |',
        '| &nbsp;&nbsp;`img/` | 0 | 0 | 1 |',
        '',
      ].join('\n'),
    )
    expect(renderPlan({ ...comparedView(), items: [] }, 'markdown', plain)).to.not.include('|')
    expect(renderPlan(comparedView(), 'markdown', plain)).to.include('\n| item |\n| --- |\n| `/blog/*` |\n| `/x` |\n')
  })

  it('lets no name of a folder or a tag leave its cell', () => {
    const nasty = folder('', [1, 0, 0], [folder('a`b|c\n``d', [1, 0, 0])])
    const markdown = renderPlan({ ...comparedView(nasty), items: [{ item: item('#x`|y'), changed: 0, unchanged: 0 }] }, 'markdown', plain)
    expect(markdown).to.include('| &nbsp;&nbsp;``` a`b\\|c ``d/ ``` | 1 | 0 | 0 |').and.include('| `` #x`\\|y `` |  |  |')
    expect(renderPlan(comparedView(nasty), 'text', plain)).to.include('    a`b|c ``d/  +1\n')
  })
})
