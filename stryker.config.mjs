/** What is mutated, and by which tests the mutants are killed. `npm run mutation` sets MUTATION_PART. */
const parts = {
  core: {
    mutate: ['src/domain/**/*.ts', 'src/application/**/*.ts'],
    // Most mutants fail a fast test, so the slower tests, of covers and of the application, come last. Files that match twice load once.
    spec: ['test/unit/domain/!(cover)/**/*.test.ts', 'test/unit/domain/**/*.test.ts', 'test/unit/application/**/*.test.ts'],
  },
  adapters: {
    mutate: ['src/adapters/**/*.ts'],
    spec: ['test/unit/adapters/**/*.test.ts', 'test/integration/adapters/**/*.test.ts'],
  },
}

const part = process.env.MUTATION_PART ?? 'core'
const { mutate, spec } = parts[part]

export default {
  mutate,
  testRunner: 'mocha',
  mochaOptions: {
    'no-config': true,
    require: ['test/support/properties.ts'],
    extension: ['ts'],
    spec,
    ignore: ['**/*.slow.test.ts'],
  },
  coverageAnalysis: 'perTest',
  plugins: ['./tools/stryker-mocha.mjs'],
  timeoutFactor: 4,
  ignorePatterns: ['/.venv', '/.ministack', '/coverage', '/dist'],
  tsconfigFile: 'none',
  reporters: ['progress', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation-${part}.json` },
  thresholds: { high: 95, low: 85, break: 80 },
}
