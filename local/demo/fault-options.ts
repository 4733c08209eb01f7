import { type Fault, knownFaults, times } from '../aws/faults.ts'

/** Faults for successive calls of one operation. */
export interface OperationFaults {
  readonly operation: string
  readonly faults: ReadonlyArray<Fault>
}

/** The operations that the functions call. */
const operations = [
  'CreateInvalidation',
  'GetInvalidation',
  'ListInvalidations',
  'CreateInvalidationForDistributionTenant',
  'GetInvalidationForDistributionTenant',
  'ListInvalidationsForDistributionTenant',
  'PutJobSuccessResult',
  'PutJobFailureResult',
  'ListActionExecutions',
  'GetObject',
  'AssumeRole',
]

/** Maximum number of calls for which a fault can be repeated. */
const maxRepeats = 1_000

const isKnown = (name: string): name is keyof typeof knownFaults => Object.hasOwn(knownFaults, name)

const readFault = (text: string): OperationFaults => {
  const { operation, name, count = '1' } = /^(?<operation>\w+)=(?<name>[\w-]+)(?:\*(?<count>\d+))?$/.exec(text.trim())?.groups ?? {}
  if (operation === undefined || name === undefined) throw new Error(`Invalid fault "${text}". Example: CreateInvalidation=503*9`)
  if (!operations.includes(operation))
    throw new Error(`Unknown operation "${operation}" in --faults. Choose one of: ${operations.join(', ')}`)
  if (!isKnown(name)) throw new Error(`Unknown fault "${name}". Choose one of: ${Object.keys(knownFaults).join(', ')}`)
  const repeats = Number(count)
  if (repeats < 1 || repeats > maxRepeats) throw new Error(`Invalid number of calls in "${text}". Give 1 to ${maxRepeats}`)
  return { operation, faults: times(repeats, knownFaults[name]) }
}

/** Reads the list of `--faults`. Throws if one is not known. */
export const readFaults = (list: string): ReadonlyArray<OperationFaults> => list.split(',').map(readFault)

/** Says which of the faults never occurred. `left` are the operations of the faults that are left. */
export const unusedFaults = (faults: ReadonlyArray<OperationFaults>, left: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(left)].map(operation => {
    const unused = left.filter(name => name === operation).length
    const all = faults.filter(fault => fault.operation === operation).flatMap(fault => fault.faults).length
    return `${unused} of ${all} faults for ${operation} never occurred, because there were fewer calls.`
  })
