import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const tool = fileURLToPath(new URL('../../tools/readme-timeline.mjs', import.meta.url))

describe('README.md', () => {
  it('shows what npm start prints', async () => {
    await promisify(execFile)(process.execPath, [tool, '--check'])
  })
})
