import fc from 'fast-check'

/** Runs of each property; CI sets more. A failure prints its seed and path, which reproduce it. */
fc.configureGlobal({ numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) })
