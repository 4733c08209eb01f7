import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packageOf = /^(?<folder>(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//
const licenceFile = /^(licen[cs]e|notice)/i

/** The folder of the package that an input belongs to; `undefined` for this project's own files. */
const folderOf = input => packageOf.exec(input)?.groups.folder

const entry = folder => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name}@${version} names no licence`)
  const texts = readdirSync(folder)
    .filter(file => licenceFile.test(file))
    .toSorted()
    .map(file => readFileSync(join(folder, file), 'utf8').trim())
  return { id: `${name}@${version}`, title: `${name}@${version} (${license})`, text: texts.join('\n\n') }
}

/** The packages in a bundle, sorted. `inputs` are paths in esbuild's metafile. */
export const packagesOf = inputs => {
  const folders = new Set(inputs.map(folderOf).filter(folder => folder !== undefined && existsSync(join(folder, 'package.json'))))
  return [...folders].map(entry).toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

/** The text of THIRD-PARTY-LICENCES.txt: the packages in a bundle, and their licences. */
export const licencesOf = entries => {
  const byText = new Map()
  for (const { title, text } of entries) byText.set(text, [...(byText.get(text) ?? []), title])
  const heading = `This software contains ${entries.length} third-party packages:\n\n${entries.map(({ title }) => `  ${title}`).join('\n')}\n`
  const sections = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text || 'The package contains no licence text.'}\n`)
  return [heading, ...sections].join(`\n${'-'.repeat(80)}\n\n`)
}
