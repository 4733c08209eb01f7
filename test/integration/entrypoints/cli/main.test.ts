import { cliSuite } from '../../../support/suites/cli.ts'
import { cliInProcess } from '../../../support/worlds/cli-in-process.ts'

describe('cloudfront-invalidator', () => {
  cliSuite(cliInProcess)
})
