import { Container, type ContainerModule } from 'inversify'
import type { FetchingPorts, Ports } from '../../application/ports.ts'
import * as token from './tokens.ts'

/** A container with these modules. An entrypoint loads its vendors' modules; a test can replace one with a fake. */
export const containerOf = (...modules: ReadonlyArray<ContainerModule>): Container => {
  const container = new Container({ defaultScope: 'Singleton' })
  container.load(...modules)
  return container
}

/** The ports that every use case needs. */
export const portsFrom = (container: Container): Ports => ({
  cdn: container.get(token.CdnInvalidator),
  reporter: container.get(token.JobReporter),
  clock: container.get(token.Clock),
  random: container.get(token.Random),
  log: container.get(token.Log),
})

/** The ports of a use case that also reads artifacts and history. */
export const fetchingPortsFrom = (container: Container): FetchingPorts => ({
  ...portsFrom(container),
  artifacts: container.get(token.ArtifactStore),
  history: container.get(token.ActionHistory),
})
