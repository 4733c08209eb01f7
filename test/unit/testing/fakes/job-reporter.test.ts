import type { ReportFailure } from '../../../../src/domain/job/report-failure.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { memoryReporter } from '../../../../src/testing/fakes/job-reporter.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'
import { jobReporterContract, type Trouble } from '../../../contracts/job-reporter.ts'
import { knownJob } from '../../../support/world.ts'

const refuse = (failure: ReportFailure): Misbehaviour<ReportFailure> => ({ _tag: 'Refuse', failure })

const troubles: Readonly<Record<Trouble, Misbehaviour<ReportFailure>>> = {
  Denied: refuse({ _tag: 'ReportDenied', permission: 'ci:Report' }),
  Throttled: refuse({ _tag: 'ReporterUnavailable', reason: 'Throttling' }),
  Fault: refuse({ _tag: 'ReporterUnavailable', reason: '503' }),
  Invalid: refuse({ _tag: 'ReportInvalid', code: 'no' }),
  LostBefore: refuse({ _tag: 'ReporterUnavailable', reason: 'ECONNRESET' }),
  LostAfter: { _tag: 'LoseAnswer' },
  Hang: { _tag: 'Hang' },
}

jobReporterContract('in memory', async () => {
  const reporter = memoryReporter(memoryClock(), [knownJob])
  return {
    reporter,
    arrange: trouble => reporter.misbehave(troubles[trouble]),
    settled: () => reporter.answers.get(knownJob)?._tag,
    calls: reporter.calls,
  }
})
