import { readFileSync, writeFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { inputs } from '../src/adapters/github-actions/inputs.ts'

// Rewrites the inputs in action.yml from the table of options.

const document = parseDocument(readFileSync('action.yml', 'utf8'))
document.set('inputs', document.createNode(Object.fromEntries(inputs.map(({ name, ...input }) => [name, input]))))
writeFileSync('action.yml', document.toString({ lineWidth: 0, singleQuote: true }))
