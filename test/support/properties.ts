import fc from 'fast-check'

const seed = process.env['PROPERTY_SEED']

/** Runs of each property; CI asks for more. A failure prints its seed and path, with which it can be run again. */
fc.configureGlobal({ numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100), ...(seed === undefined ? {} : { seed: Number(seed) }) })
