import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'
import { fakeCiCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { reporterHarness } from '../support/fake-harnesses.ts'

jobReporterContract('in memory', reporterHarness(fakeCiCapabilities))

jobReporterContract('in memory, without jobs', reporterHarness({ ...fakeCiCapabilities, tracksJobs: false }))
