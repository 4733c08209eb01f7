import { azurePipelines } from '../azure-pipelines/azure-pipelines.ts'
import { githubActions } from '../github-actions/github-actions.ts'
import { gitlab } from '../gitlab/gitlab.ts'
import type { CiSystem, Environment } from './system.ts'

const systems = { github: githubActions, gitlab, azure: azurePipelines } as const

/** The reporters: the CI system that is detected, only the console, or a given CI system. The default is first. */
export const reporterNames = ['auto', 'console', 'github', 'gitlab', 'azure'] as const

export type ReporterName = (typeof reporterNames)[number]

/** The CI system in which the process runs, if it is a known one. */
export const presentSystem = (environment: Environment): CiSystem | undefined =>
  Object.values(systems).find(({ isPresent }) => isPresent(environment))

/** The CI system to report to; `undefined` for only the console. */
export const systemOf = (name: ReporterName, environment: Environment): CiSystem | undefined => {
  switch (name) {
    case 'auto':
      return presentSystem(environment)
    case 'console':
      return undefined
    case 'github':
    case 'gitlab':
    case 'azure':
      return systems[name]
  }
}
