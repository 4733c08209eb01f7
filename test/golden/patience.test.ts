import { type Fault, knownFaults, times } from '../../local/aws/faults.ts'
import { inProgressQuota, rateQuota } from '../../local/aws/quota.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { describeActions } from './actions.ts'
import { paths, wildcards } from './many-items.ts'

const plain = { distributionId: 'E1', items: ['/*'] }
const waiting = { ...plain, waitForCompletion: true }

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

/** Makes calls of an operation fail, one after another. */
const failing =
  (operation: string, ...faults: ReadonlyArray<Fault>) =>
  (aws: LocalAws): void =>
    aws.faults.schedule(operation, ...faults)

/** Lets every call of an action fail. */
const always = (fault: Fault): ReadonlyArray<Fault> => times(10_000, fault)

/** Ends all faults before the job of this number. */
const untilJob =
  (last: number) =>
  ({ faults }: LocalAws, number: number): void => {
    if (number === last) faults.clear()
  }

describeActions('patience', {
  'waits-for-completion': { parameters: waiting, cloudFront: { completion: { checks: 4 } } },
  'continues-waiting': {
    parameters: { ...waiting, distributionId: ['E1', 'E2'] },
    cloudFront: { completion: { after: 70_000 } },
  },
  'continues-waiting-for-many': {
    parameters: { ...waiting, items: wildcards(1_700) },
    cloudFront: { completion: { after: 9_000 } },
    timeout: 4_000,
  },
  'wait-timeout-succeeds': { parameters: { ...waiting, timeoutMinutes: 1 }, cloudFront: { completion: 'never' } },
  'wait-timeout-fails': { parameters: { ...waiting, timeoutMinutes: 1, onWaitTimeout: 'fail' }, cloudFront: { completion: 'never' } },
  'status-denied': { parameters: waiting, prepare: failing('GetInvalidation', knownFaults['503'], knownFaults.denied) },
  'busy-for-a-moment': {
    parameters: plain,
    prepare: failing('CreateInvalidation', ...times(3, knownFaults.throttle), ...times(3, knownFaults['503']), knownFaults['too-many']),
  },
  'no-answer': {
    parameters: plain,
    prepare: failing('CreateInvalidation', knownFaults['drop-before'], knownFaults['drop-after'], { kind: 'garbage', status: 502 }),
  },
  'reference-taken': { parameters: plain, prepare: failing('CreateInvalidation', error(400, 'InvalidationBatchAlreadyExists')) },
  'refused-with-unknown-code': { parameters: plain, prepare: failing('CreateInvalidation', error(400, 'InconsistentQuantities')) },
  'too-many-in-progress': {
    parameters: { ...plain, distributionId: ['E1', 'E2'] },
    prepare: failing('CreateInvalidation', { kind: 'none' }, ...always(knownFaults['too-many'])),
    beforeJob: untilJob(3),
  },
  'too-many-until-timeout': {
    parameters: { ...plain, items: wildcards(16), timeoutMinutes: 1 },
    prepare: failing('CreateInvalidation', { kind: 'none' }, ...always(knownFaults['too-many'])),
  },
  'too-many-after-many': {
    parameters: { ...plain, items: wildcards(1_700) },
    prepare: failing('CreateInvalidation', ...times(112, { kind: 'none' }), ...always(knownFaults['too-many'])),
    beforeJob: untilJob(2),
  },
  'too-large': { parameters: { ...plain, items: paths(8) }, prepare: failing('CreateInvalidation', ...times(2, knownFaults['too-large'])) },
  'too-large-for-one': { parameters: plain, prepare: failing('CreateInvalidation', knownFaults['too-large']) },
  'smaller-after-four-jobs': { parameters: { ...plain, items: paths(8) }, cloudFront: { quota: ({ others }) => others <= 2 } },
  'quota-in-progress': {
    parameters: { distributionId: ['E1', 'E2'], items: [...paths(3_001), ...wildcards(31)] },
    cloudFront: { quota: inProgressQuota, completion: { after: 20_000 } },
  },
  'quota-per-second': { parameters: { ...plain, items: [...paths(201), ...wildcards(2)] }, cloudFront: { quota: rateQuota() } },
  'little-time': { parameters: { ...plain, distributionId: ['E1', 'E2'] }, timeout: 1_000 },
  'answer-taken-late': {
    parameters: plain,
    prepare: failing('PutJobSuccessResult', knownFaults.throttle, error(500, 'InternalFailure'), knownFaults['drop-before']),
  },
  'answer-taken-unnoticed': { parameters: plain, prepare: failing('PutJobSuccessResult', knownFaults['drop-after']) },
  'answer-denied': { parameters: plain, prepare: failing('PutJobSuccessResult', error(400, 'AccessDeniedException')) },
  'answer-never-taken': { parameters: plain, prepare: failing('PutJobSuccessResult', ...always(knownFaults['503'])) },
})
