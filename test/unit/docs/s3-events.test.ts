import { expect } from 'chai'
import { readOrigins } from '../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { readText } from '../../support/templates/templates.ts'

const [, section = ''] = readText('docs/s3-events.md').split('### Origins\n')
const [example = ''] = /(?<=```json\n)[^`]+/.exec(section) ?? []
const keys = [...section.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, key = '']) => key),
)

describe('docs/s3-events.md', () => {
  it('shows origins that can be read', () => {
    expect(rightOf(readOrigins(example))).to.have.length(2)
  })

  it('explains keys that there are', () => {
    expect(keys).to.have.length(10)
    for (const key of keys) {
      const wrong = { bucket: 'my-site', distributionId: 'E1', [key]: {} }
      expect(leftOf(readOrigins(JSON.stringify([wrong]))).issues.map(({ problem }) => problem)).to.satisfy(
        (problems: ReadonlyArray<string>) => problems.every(problem => !problem.startsWith('unknown key')),
      )
    }
  })

  it('tells the budget that an origin has without one', () => {
    const [origin] = rightOf(readOrigins('[{"bucket": "my-site", "distributionId": "E1"}]'))
    expect(section).to.include(`at most; default ${origin.maxPaths} |`)
  })
})
