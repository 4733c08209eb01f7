import { cdnInvalidatorContract } from '../../../../src/testing/contracts/cdn-invalidator.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'
import { strangerCdnCapabilities, strangerCdnWithoutWildcards } from '../../../../src/testing/strangers/cdn.ts'
import { strangerCiCapabilities } from '../../../../src/testing/strangers/ci.ts'
import { cdnHarness, reporterHarness } from '../support/fake-harnesses.ts'

cdnInvalidatorContract('the stranger', cdnHarness(strangerCdnCapabilities))

cdnInvalidatorContract('the stranger without wildcards', cdnHarness(strangerCdnWithoutWildcards))

jobReporterContract('the stranger', reporterHarness(strangerCiCapabilities))
