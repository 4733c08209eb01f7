import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type LocalCloudFront, localCloudFront } from './cloudfront.ts'
import type { CloudFrontOptions } from './cloudfront-state.ts'
import { type LocalCodePipeline, localCodePipeline } from './codepipeline.ts'
import { type Fault, type Faults, scheduledFaults } from './faults.ts'
import { type Freezer, freezer } from './freeze.ts'
import type { Reply, Request, Service } from './protocol.ts'
import { completed } from './readings.ts'
import { type LocalS3, localS3 } from './s3.ts'
import { type LocalSecretsManager, localSecretsManager } from './secrets-manager.ts'
import { type LocalSts, localSts } from './sts.ts'

/** A call that reached the server, and its outcome. */
export interface Call {
  /** When the server responded, in milliseconds since 1970. */
  readonly at: number
  readonly service: Service['name']
  readonly operation: string
  readonly accessKeyId: string | undefined
  /** When the call was made by the caller's clock, as it was signed: `20261127T010000Z`. */
  readonly signedAt: string | undefined
  /** `200`, `400 NoSuchDistribution`, `hang`, … */
  readonly outcome: string
}

/**
 * CloudFront, CodePipeline, S3, Secrets Manager and STS on one loopback port. Implements the operations that this project uses, for the
 * real SDK clients, with the services' state, and with faults on request.
 */
export interface LocalAws {
  readonly endpoint: string
  readonly cloudfront: LocalCloudFront
  readonly codepipeline: LocalCodePipeline
  readonly s3: LocalS3
  readonly secrets: LocalSecretsManager
  readonly sts: LocalSts
  readonly faults: Faults
  /** Freezes the sandbox of the function: each of its clients has a first call again. Only one reading has an effect. */
  readonly freeze: Freezer['freeze']
  readonly calls: () => ReadonlyArray<Call>
  readonly close: () => Promise<void>
}

const accessKeyId = /Credential=(?<id>[^/]+)\//

const toRequest = async (message: IncomingMessage): Promise<Request> => ({
  method: message.method ?? '',
  path: message.url ?? '',
  headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
  body: await text(message),
})

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, { ...headers }).end(body)
}

/** Sends half of the body, with headers that announce all of it. */
const sendHalf = (response: ServerResponse, { status, headers, body }: Reply, whenSent: () => void): void => {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length / 2), whenSent)
}

const garbage = (status: number): Reply => ({ status, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway' })

/** The reply of a service whose clock is ahead. */
const atTime = (reply: Reply, ahead = 0): Reply => ({
  ...reply,
  headers: { ...reply.headers, date: new Date(Date.now() + ahead).toUTCString() },
})

/** Handles a call subject to its fault, and returns the outcome. */
const respond = (service: Service, request: Request, response: ServerResponse, fault: Fault | undefined): string => {
  switch (fault?.kind) {
    case undefined:
    case 'none': {
      const reply = service.handle(request)
      send(response, reply)
      return `${reply.status}${reply.code ? ` ${reply.code}` : ''}`
    }
    case 'error':
      send(response, atTime(service.error(fault.status, fault.code, fault.message ?? fault.code), fault.ahead))
      return `${fault.status} ${fault.code}`
    case 'garbage':
      send(response, garbage(fault.status))
      return `${fault.status} garbage`
    case 'drop-before':
      response.destroy()
      return 'connection dropped before the call was handled'
    case 'drop-after':
      service.handle(request)
      response.destroy()
      return 'connection dropped after the call was handled'
    case 'drop-midway':
      sendHalf(response, service.handle(request), () => response.destroy())
      return 'connection dropped midway through the response'
    case 'hang':
      return 'no response'
    case 'hang-midway':
      sendHalf(response, service.handle(request), () => undefined)
      return 'half a response'
  }
}

/** The settings of CloudFront, the readings of all services, and what observes the calls. */
interface LocalAwsOptions extends CloudFrontOptions {
  /** Called for each call, as soon as it has its outcome. */
  readonly onCall?: (call: Call) => void
}

/** Starts the server on a free loopback port. */
export const startLocalAws = async (options: LocalAwsOptions = {}): Promise<LocalAws> => {
  const { now = Date.now, onCall } = options
  const cloudfront = localCloudFront(options)
  const codepipeline = localCodePipeline(options.readings, now)
  const s3 = localS3(now, options.readings)
  const secrets = localSecretsManager()
  const sts = localSts(now)
  const faults = scheduledFaults()
  const { freeze, errorFor } = freezer(completed(options.readings))
  const calls: Call[] = []

  /** The fault of a call: the one after a freeze comes before a scheduled one. */
  const faultOf = (client: string, operation: string): Fault | undefined => {
    const frozen = errorFor(client)
    return frozen ? { kind: 'error', ...frozen } : faults.next(operation)
  }

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await toRequest(message)
    for (const { service } of [cloudfront, codepipeline, s3, secrets, sts]) {
      const operation = service.operationOf(request)
      if (operation === undefined) continue
      const caller = accessKeyId.exec(request.headers['authorization'] ?? '')?.groups?.['id']
      const outcome = respond(service, request, response, faultOf(`${service.name} ${caller}`, operation))
      const call = {
        at: now(),
        service: service.name,
        operation,
        signedAt: request.headers['x-amz-date'],
        accessKeyId: caller,
        outcome,
      }
      calls.push(call)
      onCall?.(call)
      return
    }
    send(response, garbage(404))
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    cloudfront,
    codepipeline,
    s3,
    secrets,
    sts,
    faults,
    freeze,
    calls: () => calls,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
