import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { uploads } from '../../../bench/s3-events/upload.ts'
import { readText } from '../../support/templates/templates.ts'

const script = fileURLToPath(new URL('../../../bench/cost.ts', import.meta.url))

describe('docs/cost.md', () => {
  it('shows the tables that npm run bench:cost prints', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script])
    const tables = stdout.trim().split('\n\n')
    expect(tables).to.have.length(2)
    for (const table of tables) expect(readText('docs/cost.md')).to.include(table)
  })
  it('names the uploads as npm run bench:s3-events does', () => {
    for (const { name } of uploads) expect(readText('docs/cost.md')).to.include(`| ${name} |`)
  })
})
