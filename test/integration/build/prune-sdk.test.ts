import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { build, type Plugin } from 'esbuild'
import { readSdkFailure } from '../../../src/adapters/aws/sdk-failure.ts'

/** The exports of a client's package. */
type Sdk = Readonly<Record<string, unknown>>

type ClientClass = new (config: object) => { readonly send: (command: object) => Promise<unknown> }
type CommandClass = new (input: object) => object

const { pruneSdk, pruneSchemas }: { readonly pruneSdk: Plugin; readonly pruneSchemas: (path: string, text: string) => string } =
  await import(new URL('../../../build/prune-sdk.mjs', import.meta.url).href)

const root = fileURLToPath(new URL('../../../', import.meta.url))

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(join(root, 'src', file), 'utf8'))

const sdkImport = /\{(?<names>[^{}]*)\} (?:from |= await import\()'(?<client>@aws-sdk\/client-[\w-]+)'/g

/** What the sources import from each client, without types: the client, and the command of each operation that they use. */
const imported = new Map<string, Set<string>>()
for (const [, names = '', client = ''] of sources.flatMap(source => [...source.matchAll(sdkImport)])) {
  const known = imported.get(client) ?? new Set()
  for (const name of names.split(',').map(text => text.trim())) if (/^\w+(?:Client|Command)$/.test(name)) known.add(name)
  imported.set(client, known)
}

/** An error as a service sends it, with a text for each of its members. */
interface Sent {
  readonly status: number
  readonly code: string
  readonly members: ReadonlyArray<string>
}

/** Errors that clients do not know by name. `''` is one of a proxy: with no code at all. */
const unknownErrors: ReadonlyArray<Sent> = [
  [400, 'Throttling'],
  [400, 'ThrottlingException'],
  [400, 'RequestTimeout'],
  [400, 'SomethingNew'],
  [400, 'InvalidClientTokenId'],
  [403, 'AccessDenied'],
  [403, 'AccessDeniedException'],
  [403, 'ExpiredToken'],
  [403, 'RequestTimeTooSkewed'],
  [409, 'InvalidationBatchAlreadyExists'],
  [429, 'TooManyRequestsException'],
  [500, 'InternalFailure'],
  [503, 'SlowDown'],
  [502, ''],
  [413, ''],
].map(([status, code]) => ({ status: Number(status), code: String(code), members: ['message'] }))

/** The traits of an error's schema that say how it is sent. */
interface ErrorTraits {
  readonly error: 'client' | 'server'
  readonly httpError?: number
  readonly awsQueryError?: readonly [code: string, status: number]
}

/** An error's schema: `-3`, the namespace, its name, its traits and its members. */
type ErrorSchema = readonly [-3, string, string, ErrorTraits, ReadonlyArray<string>]

const isErrorSchema = (value: unknown): value is ErrorSchema => Array.isArray(value) && value[0] === -3

const sentAs = ([, , name, { error, httpError, awsQueryError }, members]: ErrorSchema): Sent => ({
  status: awsQueryError?.[1] ?? httpError ?? (error === 'client' ? 400 : 500),
  code: awsQueryError?.[0] ?? name,
  members: [...members, 'Message'],
})

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`

const requestId = element('RequestId', 'r1')

const textsOf = (members: ReadonlyArray<string>): string =>
  [...new Set(members)].map(name => element(name, `the ${name} &lt;1&gt;`)).join('')

/** The body of an error in the protocol of the client. */
const bodyOf = (client: string, { code, members }: Sent): string => {
  const error = element('Type', 'Sender') + element('Code', code) + textsOf(members)
  if (code === '') return '<html>Bad gateway</html>'
  if (client.endsWith('-s3')) return element('Error', error + requestId + element('HostId', 'h1'))
  if (/cloudfront|sts/.test(client)) return element('ErrorResponse', element('Error', error) + requestId)
  return JSON.stringify({ __type: code, ...Object.fromEntries(members.map(name => [name, `the ${name}`])) })
}

/** Whatever the operations require. */
const input = {
  DistributionId: 'E1',
  Id: 'I1',
  InvalidationBatch: { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/*'] } },
  Bucket: 'b',
  Key: 'k',
  jobId: 'j1',
  failureDetails: { type: 'JobFailed', message: 'm' },
  pipelineName: 'p',
  RoleArn: 'arn:aws:iam::222222222222:role/r',
  RoleSessionName: 's',
  SecretId: 'secret',
}

/** Retries twice, without waiting, what the SDK calls retryable. Writes down how the SDK classifies each error. */
const retriesWrittenTo = (errorTypes: string[]) => {
  const tokenOf = (retries: number) => ({ getRetryCount: () => retries, getRetryDelay: () => 0 })
  return {
    acquireInitialRetryToken: async () => tokenOf(0),
    refreshRetryTokenForRetry: async (token: ReturnType<typeof tokenOf>, { errorType }: { readonly errorType: string }) => {
      errorTypes.push(errorType)
      if (errorType === 'CLIENT_ERROR' || token.getRetryCount() === 2) throw new Error('No more attempts')
      return tokenOf(token.getRetryCount() + 1)
    },
    recordSuccess: () => undefined,
  }
}

/** All that an error says, except for its stack and the response itself. */
const contentOf = (error: unknown): object => {
  const { $response, stack, ...content } = Object.fromEntries(
    Reflect.ownKeys(Object(error)).map(key => [key, Reflect.get(Object(error), key)]),
  )
  return content
}

describe('Pruned clients of the SDK, over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prune-sdk-'))
  let server: Server
  let reply: { readonly status: number; readonly body: string } = { status: 500, body: '' }

  before(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(reply.status, { 'x-amzn-RequestId': 'r1' }).end(reply.body))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(() => {
    rmSync(folder, { recursive: true })
    server.close()
    server.closeAllConnections()
  })

  const clientOf = (sdk: Sdk, names: ReadonlySet<string>, errorTypes: string[]) => {
    const name = [...names].find(name => name.endsWith('Client')) ?? ''
    return new (sdk[name] as ClientClass)({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
      retryStrategy: retriesWrittenTo(errorTypes),
    })
  }

  /** Sends commands with a new client. Returns all that can be observed of the error. */
  const observerOf = (sdk: Sdk, names: ReadonlySet<string>) => {
    const errorTypes: string[] = []
    const client = clientOf(sdk, names, errorTypes)
    return async (operation: string) => {
      const error = await client.send(new (sdk[operation] as CommandClass)(input)).then(
        () => expect.fail('The client took an error for an answer'),
        (reason: unknown) => reason,
      )
      return { error: contentOf(error), failure: readSdkFailure(error), errorTypes: errorTypes.splice(0) }
    }
  }

  /** The same exports, bundled as for Lambda. */
  const pruned = async (client: string, names: ReadonlySet<string>): Promise<Sdk> => {
    const outfile = join(folder, `${client.replace('/', '-')}.cjs`)
    await build({
      stdin: { contents: `export { ${[...names].join(', ')} } from '${client}'`, resolveDir: root },
      outfile,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      plugins: [pruneSdk],
    })
    return createRequire(import.meta.url)(outfile)
  }

  it('are those that the sources import', () => {
    expect([...imported.keys()]).to.include.members(['cloudfront', 'codepipeline', 's3', 'sts'].map(name => `@aws-sdk/client-${name}`))
    expect(imported.get('@aws-sdk/client-cloudfront')).to.include('CreateInvalidationCommand')
    expect(imported.get('@aws-sdk/client-sts')).to.include.all.keys('STSClient', 'AssumeRoleCommand')
  })

  for (const [client, names] of imported) {
    it(`read every error as unpruned clients do: ${client}`, async () => {
      const whole: Sdk = await import(client)
      const known = Object.values(whole).filter(isErrorSchema)
      expect(known).to.have.length.greaterThan(5)
      const observeWhole = observerOf(whole, names)
      const observePruned = observerOf(await pruned(client, names), names)
      for (const operation of [...names].filter(name => name.endsWith('Command'))) {
        for (const sent of [...known.map(sentAs), ...unknownErrors]) {
          reply = { status: sent.status, body: bodyOf(client, sent) }
          expect(await observePruned(operation), `${operation}: ${reply.body}`).to.deep.equal(await observeWhole(operation))
        }
      }
    }).timeout(60_000)
  }

  it('fail the build if the schemas of the SDK have changed', () => {
    expect(() => pruneSchemas('schemas_0.js', 'export var A$ = [-3, n0, "A"];')).to.throw('schemas_0.js has nothing like')
    expect(() => pruneSchemas('schemas_0.js', 'const _e = "error";\nexport var A$ = { [_e]: 1 };')).to.throw('adapt build/prune-sdk.mjs')
  })

  it('fail the build if the SDK no longer has what is left out', async () => {
    const nothing = build({ stdin: { contents: '' }, bundle: true, write: false, plugins: [pruneSdk], logLevel: 'silent' })
    const { errors } = await nothing.then(
      () => expect.fail('It was built'),
      (reason: { readonly errors: ReadonlyArray<{ readonly text: string }> }) => reason,
    )
    expect(errors).to.have.length(4)
  })
})
