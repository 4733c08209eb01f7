import Module from 'node:module'

// Stryker's mocha runner requires files of Mocha without their extension, which is `.cjs` since Mocha 12:
// https://github.com/stryker-mutator/stryker-js/pull/6205. Node.js tries the extensions that have a loader.
Module._extensions['.cjs'] = Module._extensions['.js']

const { MochaTestRunner, strykerPlugins, strykerValidationSchema } = await import('@stryker-mutator/mocha-runner')

/**
 * Some code runs both while test files load, which build values with it, and in tests. For each mutant of such code
 * Stryker would start a process and run all tests. Here, only the tests that run the mutant are run.
 */
const { dryRun } = MochaTestRunner.prototype
MochaTestRunner.prototype.dryRun = async function (options) {
  const result = await dryRun.call(this, options)
  const { static: whileLoading = {}, perTest = {} } = result.mutantCoverage ?? {}
  for (const mutants of Object.values(perTest)) {
    for (const mutant of Object.keys(mutants)) delete whileLoading[mutant]
  }
  return result
}

export { strykerPlugins, strykerValidationSchema }
