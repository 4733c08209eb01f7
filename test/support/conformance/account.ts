import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { compileFunction } from 'node:vm'
import * as pipelines from '@aws-sdk/client-codepipeline'
import * as storage from '@aws-sdk/client-s3'
import { artifactCredentials, continued, jobEvent } from '../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { parseTemplate } from '../templates/cloudformation.ts'

/** How the account behaves where AWS leaves it open, and what fails. */
export interface Behaviour {
  readonly hasTagConfig?: boolean
  /** Whether an invalidation of `%27` removes what was requested as `'`. */
  readonly evicts?: boolean
  /** Whether artifact credentials read objects of other folders, too. */
  readonly credentialsReachBucket?: boolean
  readonly eventKeysAreEncoded?: boolean
  /** How often a stack's creation, and its deletion, fails. */
  readonly failedCreations?: number
  readonly failedDeletions?: number
  /** Called when the pipeline starts. */
  readonly onStart?: () => void
  /** The stack's bucket and function, if they are elsewhere. */
  readonly deployed?: Deployed
}

/** A stack that another emulator has. */
interface Deployed {
  readonly bucket: (stack: string) => Promise<string>
  readonly credentials: object
  readonly invoke: (stack: string, event: unknown) => Promise<void>
}

/** An AWS account: the local AWS, and the other operations that `npm run conformance` needs. */
export interface Account {
  readonly endpoint: string
  /** Serves the objects of `bucket`, as a distribution that caches them. */
  readonly site: string
  readonly bucket: string
  /** The names of the stacks that exist, and the keys of all objects. */
  readonly stacks: () => ReadonlyArray<string>
  readonly objects: () => ReadonlyArray<string>
  /** The environment of a process that calls the account. */
  readonly environment: NodeJS.ProcessEnv
  readonly close: () => Promise<void>
}

interface Stack {
  readonly code: string
  status: string
}

interface Answer {
  readonly status?: number
  readonly body: string
  readonly type?: string
}

const bucket = 'site-bucket'

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const xml = (body: string, status = 200): Answer => ({ status, body, type: 'text/xml' })
const json = (content: object): Answer => ({ body: JSON.stringify(content), type: 'application/x-amz-json-1.1' })
const xmlError = (code: string, message: string, status = 400): Answer =>
  xml(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`, status)

/** `require` for a function: the SDK's clients, with the endpoint and the credentials that Lambda provides. */
const clientsFor = (endpoint: string) => {
  const defaults = {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'ASIALOCALFUNCTION', secretAccessKey: 'local-function-secret' },
  }
  class S3Client extends storage.S3Client {
    constructor(settings: storage.S3ClientConfig) {
      super({ ...defaults, ...settings })
    }
  }
  class CodePipelineClient extends pipelines.CodePipelineClient {
    constructor(settings: pipelines.CodePipelineClientConfig) {
      super({ ...defaults, ...settings })
    }
  }
  return (name: string): object => (name === '@aws-sdk/client-s3' ? { ...storage, S3Client } : { ...pipelines, CodePipelineClient })
}

export const startAccount = async (aws: LocalAws, behaviour: Behaviour = {}): Promise<Account> => {
  const stacks = new Map<string, Stack>()
  const objects = new Map<string, string>()
  const cache = new Map<string, string>()
  let creations = behaviour.failedCreations ?? 0
  let deletions = behaviour.failedDeletions ?? 0
  let evictions = 0
  /** The pipeline's execution is not found at the first look. */
  let looks = 0
  const executions = new Map<string, string>()

  /** Runs the code in the template, as Lambda runs it. */
  const invoke = async (stack: Stack, name: string, event: unknown): Promise<void> => {
    const exports: { handler?: (event: unknown, context: { readonly awsRequestId: string }) => Promise<void> } = {}
    const env = { BUCKET: `${name}-bucket`, LOOK_INTERVAL: '0.01', LOOK_PATIENCE: '0.1' }
    compileFunction(stack.code, ['exports', 'require', 'process'])(exports, clientsFor(endpoint()), { env })
    await exports.handler?.(event, { awsRequestId: randomUUID() })
  }

  const createStack = (form: URLSearchParams): Answer => {
    const template = parseTemplate(form.get('TemplateBody') ?? '')
    const fails = creations > 0
    creations -= 1
    stacks.set(form.get('StackName') ?? '', {
      code: template.Resources.Function.Properties.Code.ZipFile,
      status: fails ? 'CREATE_FAILED' : 'CREATE_COMPLETE',
    })
    return xml('<CreateStackResponse><CreateStackResult><StackId>stack</StackId></CreateStackResult></CreateStackResponse>')
  }

  const describeStacks = (name: string): Answer => {
    const stack = stacks.get(name)
    if (stack === undefined) return xmlError('ValidationError', `Stack with id ${name} does not exist`)
    const output = `<Outputs><member><OutputKey>Bucket</OutputKey><OutputValue>${name}-bucket</OutputValue></member></Outputs>`
    return xml(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus>${stack.status === 'CREATE_FAILED' ? '' : output}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    )
  }

  const deleteStack = (name: string): Answer => {
    const stack = stacks.get(name)
    const isEmpty = ![...objects.keys()].some(key => key.startsWith(`${name}-bucket/`))
    if (stack !== undefined && (deletions > 0 || !isEmpty)) stack.status = 'DELETE_FAILED'
    else stacks.delete(name)
    deletions -= 1
    return xml('<DeleteStackResponse/>')
  }

  const cloudformation = (form: URLSearchParams): Answer => {
    const name = form.get('StackName') ?? ''
    const action = form.get('Action')
    if (action === 'CreateStack') return createStack(form)
    return action === 'DescribeStacks' ? describeStacks(name) : deleteStack(name)
  }

  /** What the pipeline of a stack uses. */
  const stackOf = async (name: string) => {
    const { deployed } = behaviour
    if (deployed !== undefined) {
      const { credentials, invoke: call } = deployed
      return { bucket: await deployed.bucket(name), credentials, invoke: (event: unknown) => call(name, event) }
    }
    const stack = stacks.get(name)
    if (stack === undefined) throw new Error(`There is no stack ${name}`)
    objects.set(`${name}-bucket/${name}/Source/run`, 'artifact')
    return { bucket: `${name}-bucket`, credentials: artifactCredentials, invoke: (event: unknown) => invoke(stack, name, event) }
  }

  /** Runs the pipeline of a stack: its source action, and the jobs of its probe action. */
  const runPipeline = async (name: string, execution: string): Promise<void> => {
    const { invoke: call, bucket: own, credentials } = await stackOf(name)
    const at = Date.now() / 1_000
    const of = { pipelineExecutionId: execution, startTime: at }
    aws.codepipeline.record(name, { ...of, stageName: 'Source', actionName: 'Source', status: 'Succeeded' })
    aws.codepipeline.record(name, {
      ...of,
      stageName: 'Probe',
      actionName: 'Probe',
      status: 'InProgress',
      input: {
        resolvedConfiguration: { UserParameters: '{}' },
        inputArtifacts: [{ name: 'Source', s3location: { bucket: own, key: `${name}/Source/run` } }],
      },
    })
    const jobs = [randomUUID(), randomUUID()] as const
    const event = jobEvent(jobs[0], JSON.stringify({ pipeline: name, execution }))
    const { data } = event['CodePipeline.job']
    const [artifact] = data.inputArtifacts
    if (artifact) artifact.location.s3Location = { bucketName: own, objectKey: `${name}/Source/run` }
    Object.assign(data, { artifactCredentials: credentials })
    for (const job of jobs) aws.codepipeline.offer(job)
    await call(event)
    const token = aws.codepipeline.resultOf(jobs[0])?.continuationToken
    if (token !== undefined) await call(continued(event, jobs[1], token))
    executions.set(execution, token === undefined ? 'Failed' : 'Succeeded')
  }

  const codepipeline = (operation: string, body: { name?: string; pipelineExecutionId?: string }): Answer | undefined => {
    switch (operation) {
      case 'StartPipelineExecution': {
        const execution = randomUUID()
        executions.set(execution, 'InProgress')
        behaviour.onStart?.()
        runPipeline(body.name ?? '', execution).catch(() => executions.set(execution, 'Failed'))
        return json({ pipelineExecutionId: execution })
      }
      case 'GetPipelineExecution':
        looks += 1
        if (looks === 1) return { status: 400, ...json({ __type: 'PipelineExecutionNotFoundException', message: 'No such execution.' }) }
        return json({ pipelineExecution: { status: executions.get(body.pipelineExecutionId ?? '') } })
      case 'GetPipelineState':
        return json({
          stageStates: [
            {
              stageName: 'Deploy',
              actionStates: [{ actionName: 'Upload', latestExecution: { actionExecutionId: '1', status: 'InProgress' } }],
            },
          ],
        })
      default:
        return undefined
    }
  }

  const keysIn = (query: URLSearchParams, of: string): ReadonlyArray<string> =>
    [...objects.keys()].filter(key => key.startsWith(`${of}/${query.get('prefix') ?? ''}`)).map(key => key.slice(of.length + 1))

  const list = (of: string, query: URLSearchParams): Answer => {
    const keys = keysIn(query, of).map(key => `<Key>${escaped(key)}</Key>`)
    return query.has('versions')
      ? xml(`<ListVersionsResult>${keys.map(key => `<Version>${key}<VersionId>1</VersionId></Version>`).join('')}</ListVersionsResult>`)
      : xml(
          `<ListBucketResult><KeyCount>${keys.length}</KeyCount>${keys.map(key => `<Contents>${key}</Contents>`).join('')}</ListBucketResult>`,
        )
  }

  const get = (key: string, authorization: string): Answer => {
    const isArtifact = authorization.includes(artifactCredentials.accessKeyId)
    if (isArtifact && !behaviour.credentialsReachBucket && !key.endsWith('/run')) return xmlError('AccessDenied', 'Access Denied', 403)
    return { body: objects.get(key) ?? '', type: 'application/octet-stream' }
  }

  const put = (key: string, content: string): Answer => {
    const [, name = '', object = ''] = /^(?<name>[^/]*)-bucket\/(?<object>.*)$/.exec(key) ?? []
    const stack = stacks.get(name)
    if (stack === undefined && !key.startsWith(`${bucket}/`)) return xmlError('NoSuchBucket', 'The specified bucket does not exist', 404)
    objects.set(key, content)
    if (stack !== undefined && object.startsWith('events')) {
      const sent = behaviour.eventKeysAreEncoded ? encodeURIComponent(object).replaceAll('%2F', '/').replaceAll('%20', '+') : object
      // An event may arrive after the stack was deleted.
      invoke(stack, name, { detail: { object: { key: sent } } }).catch(() => undefined)
    }
    return { body: '' }
  }

  const s3 = (request: IncomingMessage, url: URL, body: string): Answer => {
    const key = decodeURIComponent(url.pathname.slice(1))
    if (request.method === 'PUT') return put(key, body)
    if (request.method === 'POST') {
      for (const [, found = ''] of body.matchAll(/<Key>(.*?)<\/Key>/g)) {
        objects.delete(`${key.replace(/\/$/, '')}/${found.replaceAll('&apos;', "'").replaceAll('&amp;', '&')}`)
      }
      return xml('<DeleteResult/>')
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return { status: 204, body: '' }
    }
    return key.replace(/\/$/, '').includes('/')
      ? get(key, request.headers.authorization ?? '')
      : list(key.replace(/\/$/, ''), url.searchParams)
  }

  /** Serves an object of the bucket from a cache, which an invalidation of `%27` empties if it should. */
  const serve = (path: string): Answer => {
    const escapes = aws.cloudfront.invalidations().filter(({ items }) => items.some(item => item.endsWith('%27s'))).length
    if (behaviour.evicts && escapes > evictions) cache.clear()
    evictions = escapes
    const key = `${bucket}/${decodeURIComponent(path)}`
    const body = cache.get(key) ?? objects.get(key) ?? ''
    cache.set(key, body)
    return { body, type: 'text/plain' }
  }

  const answer = (request: IncomingMessage, url: URL, body: string): Answer | undefined => {
    const target = String(request.headers['x-amz-target'] ?? '')
    if (url.pathname.startsWith('/site/')) return serve(url.pathname.slice('/site/'.length))
    if (/\/distribution\/[^/]+\/config$/.test(url.pathname)) {
      return xml(
        `<DistributionConfig><Comment>c</Comment>${behaviour.hasTagConfig ? '<CacheTagConfig><HeaderName>h</HeaderName></CacheTagConfig>' : ''}</DistributionConfig>`,
      )
    }
    if (target.startsWith('CodePipeline_')) return codepipeline(target.replace(/^.*\./, ''), JSON.parse(body))
    if (request.headers.authorization?.includes('/cloudformation/aws4_request')) return cloudformation(new URLSearchParams(body))
    return request.headers.authorization?.includes('/s3/aws4_request') ? s3(request, url, body) : undefined
  }

  const forward = async (request: IncomingMessage, url: URL, body: string): Promise<Answer> => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        ['host', 'connection', 'content-length'].includes(name) ? [] : [[name, String(value)]],
      ),
    )
    const response = await fetch(new URL(url.pathname + url.search, aws.endpoint), {
      method: request.method ?? 'GET',
      headers,
      ...(body === '' ? {} : { body }),
    })
    return { status: response.status, body: await response.text(), type: response.headers.get('content-type') ?? 'text/xml' }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = await text(request)
    const { status = 200, type = 'text/plain', body: sent } = answer(request, url, body) ?? (await forward(request, url, body))
    response.writeHead(status, { 'content-type': type }).end(status === 204 ? undefined : sent)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(error => response.destroy(error))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = (): string => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }
  return {
    endpoint: endpoint(),
    site: `${endpoint()}/site`,
    bucket,
    stacks: () => [...stacks.keys()],
    objects: () => [...objects.keys()],
    environment: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: endpoint(),
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'ASIALOCALUSER',
      AWS_SECRET_ACCESS_KEY: 'local-user-secret',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
