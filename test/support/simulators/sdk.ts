import { CreateInvalidationCommand, GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront'
import { ListActionExecutionsCommand, PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { type CloudFrontOptions, type CloudFrontState, cloudFrontState, type Described } from '../../../local/aws/cloudfront-state.ts'
import {
  type ActionExecution,
  type CodePipelineState,
  codePipelineState,
  type HistoryRequest,
  type JobResult,
} from '../../../local/aws/codepipeline-state.ts'
import { type Fault, type Faults, scheduledFaults } from '../../../local/aws/faults.ts'
import { freezer } from '../../../local/aws/freeze.ts'
import { completed, type SomeReadings } from '../../../local/aws/readings.ts'
import { awsError, ok, type Result } from '../../../local/aws/result.ts'
import { type LocalS3, localS3 } from '../../../local/aws/s3.ts'
import { isSessionCredentials } from '../../../src/adapters/aws/session-credentials.ts'
import { RoleNotAssumed } from '../../../src/adapters/cloudfront/assume-role.ts'
import type { ClientFor as CloudFrontClientFor } from '../../../src/adapters/cloudfront/client-for.ts'
import type { codePipelineReporter } from '../../../src/adapters/codepipeline/codepipeline-reporter.ts'
import type { ClientFor as S3ClientFor } from '../../../src/adapters/s3/client-for.ts'
import type { MemoryClock } from '../../../src/testing/fakes/clock.ts'

/** How long the current call of a port may take: until this time of the simulation, in milliseconds. */
export interface Patience {
  until: number
}

/** The clients of one sandbox. They behave like those of the SDK, without HTTP and in virtual time. */
interface SimulatedClients {
  readonly cloudFrontFor: CloudFrontClientFor
  readonly codePipeline: Parameters<typeof codePipelineReporter>[0]
  readonly s3For: S3ClientFor
}

/** The services, their faults, and clients for each sandbox. */
export interface SimulatedAws {
  readonly cloudfront: CloudFrontState
  readonly codepipeline: CodePipelineState
  readonly s3: LocalS3
  readonly faults: Faults
  readonly freeze: () => void
  readonly clients: (patience: Patience) => SimulatedClients
}

interface SimulationOptions extends Omit<CloudFrontOptions, 'now' | 'readings'> {
  readonly clock: MemoryClock
  readonly readings: SomeReadings
  /** From 0 to 1. */
  readonly random: () => number
}

/** An error as the SDK throws it for a response of a service. */
const serviceError = ({ status, code, message = code }: { readonly status: number; readonly code: string; readonly message?: string }) =>
  Object.assign(new Error(message), {
    name: code,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  })

const connectionError = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })

const unreadableResponse = (status: number): Error =>
  Object.assign(new SyntaxError('Unexpected token'), { $metadata: { httpStatusCode: status } })

const timeoutError = (): Error => new DOMException('The call took too long', 'TimeoutError')

/** The longest way of a request or a response, in milliseconds. Most are much shorter. */
const maxDuration = 750

const durationOf = (random: () => number): number => Math.ceil(random() ** 6 * maxDuration)

const toDate = (seconds: number | undefined): { readonly at?: Date } => (seconds === undefined ? {} : { at: new Date(seconds * 1_000) })

const detailOf = (execution: ActionExecution): object => ({
  ...execution,
  startTime: toDate(execution.startTime).at,
  lastUpdateTime: toDate(execution.lastUpdateTime).at,
})

const summaryOf = ({ invalidation, status }: Described): object => ({
  Id: invalidation.id,
  Status: status,
  CreateTime: new Date(invalidation.createdAt),
})

const invalidationOf = (described: Described): object => {
  const { items, reference } = described.invalidation
  return {
    Invalidation: {
      ...summaryOf(described),
      InvalidationBatch: { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } },
    },
  }
}

const mapped = <A, B>(result: Result<A>, change: (value: A) => B): Result<B> => (result._tag === 'Ok' ? ok(change(result.value)) : result)

interface Operation {
  readonly name: string
  readonly run: () => Result<object>
}

const unknownCommand = (command: object): never => {
  throw new Error(`The simulation does not know ${command.constructor.name}`)
}

const cloudFrontOperation = (cloudfront: CloudFrontState, command: object): Operation => {
  if (command instanceof CreateInvalidationCommand) {
    const { DistributionId: distributionId = '', InvalidationBatch } = command.input
    const { CallerReference: reference = '', Paths } = InvalidationBatch ?? {}
    const request = { distributionId, reference, quantity: Paths?.Quantity ?? 0, items: Paths?.Items ?? [] }
    return { name: 'CreateInvalidation', run: () => mapped(cloudfront.create(request), invalidationOf) }
  }
  if (command instanceof GetInvalidationCommand) {
    const { DistributionId = '', Id = '' } = command.input
    return { name: 'GetInvalidation', run: () => mapped(cloudfront.get(DistributionId, Id), invalidationOf) }
  }
  if (command instanceof ListInvalidationsCommand) {
    const { DistributionId = '', Marker, MaxItems = 100 } = command.input
    return {
      name: 'ListInvalidations',
      run: () =>
        mapped(cloudfront.list(DistributionId, Marker, MaxItems), ({ invalidations, nextMarker }) => ({
          InvalidationList: {
            Items: invalidations.map(summaryOf),
            IsTruncated: nextMarker !== undefined,
            ...(nextMarker === undefined ? {} : { NextMarker: nextMarker }),
          },
        })),
    }
  }
  return unknownCommand(command)
}

const codePipelineOperation = (codepipeline: CodePipelineState, command: object): Operation => {
  const put = (operation: JobResult['operation'], { jobId = '', ...fields }: { readonly jobId?: string | undefined }): Operation => ({
    name: operation,
    run: () => codepipeline.putResult(jobId, { operation, ...fields } as JobResult),
  })
  if (command instanceof PutJobSuccessResultCommand) return put('PutJobSuccessResult', command.input)
  if (command instanceof PutJobFailureResultCommand) return put('PutJobFailureResult', command.input)
  if (command instanceof ListActionExecutionsCommand) {
    return {
      name: 'ListActionExecutions',
      run: () =>
        mapped(codepipeline.list(command.input as HistoryRequest), page => ({
          ...page,
          actionExecutionDetails: page.actionExecutionDetails.map(detailOf),
        })),
    }
  }
  return unknownCommand(command)
}

const s3Operation = (s3: LocalS3, accessKeyId: string, command: object): Operation => {
  if (!(command instanceof GetObjectCommand)) return unknownCommand(command)
  const { Bucket = '', Key = '', Range = '', IfMatch } = command.input
  const request = {
    method: 'GET',
    path: `/${Bucket}/${encodeURIComponent(Key)}`,
    headers: { authorization: `Credential=${accessKeyId}/`, range: Range, ...(IfMatch === undefined ? {} : { 'if-match': IfMatch }) },
    body: '',
  }
  return {
    name: 'GetObject',
    run: () => {
      const { status, code, headers, body } = s3.service.handle(request)
      if (code !== undefined) return awsError(status, code, code)
      return ok({
        ETag: headers['etag'],
        ContentRange: headers['content-range'],
        ContentLength: Number(headers['content-length']),
        Body: { transformToByteArray: async () => body },
      })
    },
  }
}

/** AWS at the level of the SDK's clients: they run the logic of the local AWS in process, in virtual time, and throw what the SDK throws. */
export const simulatedAws = ({ clock, readings, random, ...options }: SimulationOptions): SimulatedAws => {
  const cloudfront = cloudFrontState({ ...options, readings, now: clock.now })
  const codepipeline = codePipelineState(readings, clock.now)
  const s3 = localS3(clock.now, readings)
  const faults = scheduledFaults()
  const { freeze, errorFor } = freezer(completed(readings))

  const answer = <A>(result: Result<A>): A => {
    if (result._tag === 'Ok') return result.value
    throw serviceError(result)
  }

  /** Lets the call last, and fails it if it lasts longer than its caller waits. */
  const last = ({ until }: Patience, milliseconds: number): void => {
    const left = Math.max(0, until - clock.now())
    clock.advance(Math.min(left, milliseconds))
    if (milliseconds > left) throw timeoutError()
  }

  const hang = (patience: Patience): never => {
    last(patience, Number.POSITIVE_INFINITY)
    throw timeoutError()
  }

  const failed = ({ run }: Operation, fault: Fault, patience: Patience): object => {
    switch (fault.kind) {
      case 'none':
        return answer(run())
      case 'error':
        throw serviceError(fault)
      case 'garbage':
        throw unreadableResponse(fault.status)
      case 'drop-before':
        throw connectionError()
      case 'drop-after':
      case 'drop-midway':
        run()
        throw connectionError()
      case 'hang':
        return hang(patience)
      case 'hang-midway':
        run()
        return hang(patience)
    }
  }

  const send = async (client: string, operation: Operation, patience: Patience): Promise<object> => {
    await Promise.resolve()
    last(patience, durationOf(random))
    const frozen = errorFor(client)
    const fault = frozen ? ({ kind: 'error', ...frozen } as const) : faults.next(operation.name)
    const output = fault === undefined ? answer(operation.run()) : failed(operation, fault, patience)
    last(patience, durationOf(random))
    return output
  }

  const assumeRole = (roleArn: string, patience: Patience): Promise<unknown> =>
    send('sts own', { name: 'AssumeRole', run: () => ok({ roleArn }) }, patience).catch(cause => {
      throw new RoleNotAssumed('AssumeRole failed', { cause })
    })

  return {
    cloudfront,
    codepipeline,
    s3,
    faults,
    freeze,
    clients: patience => {
      const assumed = new Set<string>()
      const assumeOnce = async (roleArn: string): Promise<void> => {
        if (assumed.has(roleArn)) return
        await assumeRole(roleArn, patience)
        assumed.add(roleArn)
      }
      const client = (name: string, operationOf: (command: object) => Operation, before = async (): Promise<void> => undefined) => ({
        send: async (command: object) => {
          await before()
          return send(name, operationOf(command), patience)
        },
      })
      return {
        cloudFrontFor: role => {
          const operationOf = (command: object): Operation => cloudFrontOperation(cloudfront, command)
          return (
            role === undefined
              ? client('cloudfront own', operationOf)
              : client(`cloudfront ${role.principal}`, operationOf, () => assumeOnce(role.principal))
          ) as ReturnType<CloudFrontClientFor>
        },
        codePipeline: client('codepipeline own', command =>
          codePipelineOperation(codepipeline, command),
        ) as SimulatedClients['codePipeline'],
        s3For: provided => {
          const credentials = provided._tag === 'Own' ? undefined : provided.reveal()
          const accessKeyId = isSessionCredentials(credentials) ? credentials.accessKeyId : 'own'
          return client(`s3 ${accessKeyId}`, command => s3Operation(s3, accessKeyId, command)) as ReturnType<S3ClientFor>
        },
      }
    },
  }
}
