import { ContainerModule } from 'inversify'
import { ownAccount } from '../../../src/adapters/aws/account.ts'
import type { FetchingPorts } from '../../../src/application/ports.ts'
import * as token from '../../../src/entrypoints/wiring/tokens.ts'

/** A module that binds fakes. Tests load it instead of the modules of the vendors and the runtime. */
export const fakesOf = (ports: FetchingPorts): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(token.CdnInvalidator).toConstantValue(ports.cdn)
    bind(token.JobReporter).toConstantValue(ports.reporter)
    bind(token.ArtifactStore).toConstantValue(ports.artifacts)
    bind(token.ActionHistory).toConstantValue(ports.history)
    bind(token.Clock).toConstantValue(ports.clock)
    bind(token.Random).toConstantValue(ports.random)
    bind(token.Log).toConstantValue(ports.log)
    bind(token.OwnAccount).toResolvedValue(ownAccount)
  })
