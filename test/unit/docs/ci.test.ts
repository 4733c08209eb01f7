import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { parse } from 'yaml'
import { reporterNames } from '../../../src/adapters/ci/systems.ts'
import { readArguments } from '../../../src/adapters/console/arguments.ts'
import { readJobCommand } from '../../../src/adapters/console/read-command.ts'
import { argumentsOf } from '../../../src/adapters/github-actions/inputs.ts'
import { annotationsFile, dotenvFile } from '../../../src/adapters/gitlab/gitlab.ts'
import { cdns } from '../../../src/entrypoints/cli/cdns.ts'
import { blocksOf, documents } from '../../support/documents.ts'
import { readText } from '../../support/templates/templates.ts'

const page = 'docs/ci.md'
const workflows = ['examples/github-actions/deploy.yml', 'examples/github-actions/plan.yml']
const { inputs, outputs } = parse(readText('action.yml'))

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

const isOwn = ({ uses = '' }: Step): boolean => uses.startsWith('OWNER/cloudfront-invalidator@')

/** The steps of the example workflows, and of the documents, by where they are. */
const steps: ReadonlyArray<readonly [string, Step]> = [
  ...workflows.flatMap(file =>
    Object.values<{ readonly steps: ReadonlyArray<Step> }>(parse(readText(file)).jobs).flatMap(job =>
      job.steps.map(step => [file, step] as const),
    ),
  ),
  ...documents.flatMap(file =>
    blocksOf(file, 'yaml')
      .filter(block => block.includes('uses: '))
      .flatMap(block => (parse(block) as ReadonlyArray<Step>).map(step => [file, step] as const)),
  ),
]

describe(page, () => {
  it('runs the action with inputs that work, like the examples', () => {
    const own = steps.filter(([, step]) => isOwn(step))
    expect(own.map(([file]) => file)).to.include.members([page, ...workflows, 'examples/github-actions/README.md'])
    for (const [file, { with: values = {} }] of own) {
      expect(inputs, file).to.include.keys(Object.keys(values))
      const environment = Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]))
      const args = argumentsOf(environment)
      const request = readArguments(E.isRight(args) ? args.right : [])
      if (E.isLeft(request) || request.right._tag !== 'Command') throw new Error(`${file}: ${JSON.stringify(request)}`)
      expect(readJobCommand(cdns[request.right.cdn].capabilities)(request.right), file).to.have.property('_tag', 'Right')
    }
  })

  it('pins actions to commits', () => {
    for (const [file, { uses }] of steps) if (uses !== undefined) expect(uses, file).to.match(/@[0-9a-f]{40}$/)
  })

  it('names existing outputs', () => {
    const named = workflows.flatMap(file => [...readText(file).matchAll(/\.outputs\.([\w-]+)/g)].map(([, name]) => name))
    expect(named).to.have.length.above(1)
    expect(outputs).to.include.all.keys(named)
    const rows = readText(page).match(/^\| (?:GitHub|GitLab|Azure).*$/gm) ?? []
    const spelled = rows.map(row =>
      [...(row.split(' | ')[3] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.toLowerCase().replace(/\W|_/g, '')),
    )
    expect(spelled).to.deep.equal(Array.from({ length: 3 }, () => ['invalidationid', 'distributionid', 'pathcount', 'status']))
    for (const name of spelled.flat()) expect(Object.keys(outputs).map(output => output.replaceAll('-', ''))).to.include(name)
  })

  it('has a row for each reporter', () => {
    const rows = [...readText(page).matchAll(/^\| [^|]* \| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(['auto', ...rows]).to.have.members([...reporterNames])
  })

  it('declares the files that the reporter for GitLab writes', () => {
    const [job] = blocksOf(page, 'yaml').filter(block => block.includes('dotenv'))
    expect(parse(job ?? '').invalidate.artifacts.reports).to.deep.equal({ dotenv: dotenvFile, annotations: annotationsFile })
  })

  it('fails a build on CodeBuild if the invalidation fails, and exports its ids', () => {
    const [buildspec = ''] = blocksOf(page, 'yaml').filter(block => block.includes('exported-variables'))
    const { commands }: { commands: ReadonlyArray<string> } = parse(buildspec).phases.post_build
    const folder = mkdtempSync(join(tmpdir(), 'codebuild-'))
    const build = (npx: string) => {
      writeFileSync(join(folder, 'npx'), `#!/bin/sh\n${npx}\n`, { mode: 0o755 })
      const env = { PATH: `${folder}:${process.env['PATH']}` }
      return spawnSync('sh', ['-ec', [...commands, 'echo "$INVALIDATION_IDS"'].join('\n')], { cwd: folder, env, encoding: 'utf8' })
    }
    try {
      expect(build('exit 3').status).to.equal(3)
      expect(build('echo I1; echo I2')).to.include({ status: 0, stdout: 'I1,I2\n' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
