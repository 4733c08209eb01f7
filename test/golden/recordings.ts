import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

/** Output variables that were renamed since the recording: recorded name to current name. */
const renamed: Readonly<Record<string, string>> = { Collateral: 'UnchangedFlushed' }

/** Fields with texts for people. Only their presence is compared. */
const texts = new Set(['summary', 'message', 'error'])

const withCurrentNames = (variables: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [renamed[name] ?? name, value]))

/** The part of a recording that must not change. */
const comparable = (json: string): unknown =>
  JSON.parse(json, (key, value) => {
    if (texts.has(key)) return '…'
    return key === 'outputVariables' ? withCurrentNames(value) : value
  })

const folderOf = (suite: string): string => fileURLToPath(new URL(`recordings/${suite}`, import.meta.url))

const isRecording = process.env['RECORD'] !== undefined

/** Compares a value with the recording of this name, or replaces the recording if `RECORD` is set. */
export const expectAsRecorded = (suite: string, name: string, actual: unknown): void => {
  const path = `${folderOf(suite)}/${name}.json`
  const json = `${JSON.stringify(actual, undefined, 2)}\n`
  if (isRecording) {
    mkdirSync(folderOf(suite), { recursive: true })
    writeFileSync(path, json)
    return
  }
  expect(comparable(json)).to.deep.equal(comparable(readFileSync(path, 'utf8')))
}

/** Expects recordings of exactly these names. Removes all others if `RECORD` is set. */
export const expectRecordingsOf = (suite: string, names: ReadonlyArray<string>): void => {
  const folder = folderOf(suite)
  const expected = names.map(name => `${name}.json`)
  const isStale = (file: string): boolean => !expected.includes(file)
  if (isRecording) for (const file of readdirSync(folder).filter(isStale)) rmSync(`${folder}/${file}`)
  expect(readdirSync(folder).sort()).to.deep.equal(expected.sort())
}
