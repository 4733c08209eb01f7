import { artifactStoreContract } from '../../../../src/testing/contracts/artifact-store.ts'
import { storeHarness } from '../support/fake-harnesses.ts'

artifactStoreContract('in memory', storeHarness)
