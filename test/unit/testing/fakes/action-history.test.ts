import { actionHistoryContract } from '../../../../src/testing/contracts/action-history.ts'
import { historyHarness } from '../support/fake-harnesses.ts'

actionHistoryContract('in memory', historyHarness)
