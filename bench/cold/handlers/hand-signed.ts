import { createHash, createHmac } from 'node:crypto'
import { request } from 'node:https'

const {
  AWS_REGION: region = '',
  AWS_ACCESS_KEY_ID: keyId = '',
  AWS_SECRET_ACCESS_KEY: secret = '',
  AWS_SESSION_TOKEN: token = '',
} = process.env

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The headers of a request, signed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signed = (url: URL, service: string, scopeRegion: string, body: string, given: Readonly<Record<string, string>>) => {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const headers: Record<string, string> = { ...given, host: url.host, 'x-amz-date': time, 'x-amz-security-token': token }
  const names = Object.keys(headers).sort()
  const scope = `${time.slice(0, 8)}/${scopeRegion}/${service}/aws4_request`
  const lines = names.map(name => `${name}:${headers[name]}\n`).join('')
  const canonical = ['POST', url.pathname, '', lines, names.join(';'), sha256(body)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`)
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...headers, authorization }
}

const post = (url: URL, service: string, scopeRegion: string, body: string, given: Readonly<Record<string, string>>): Promise<string> =>
  new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers: signed(url, service, scopeRegion, body, given) }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => (response.statusCode === 200 || response.statusCode === 201 ? resolve(text) : reject(new Error(text))))
    })
    call.on('error', reject).end(body)
  })

const endpoint = (service: string, otherwise: string): string => process.env[`AWS_ENDPOINT_URL_${service}`] ?? otherwise

/** The two calls of the usual job without any library: the least that they cost on Node.js. */
export const handler = async (event: {
  'CodePipeline.job': { id: string; data: { actionConfiguration: { configuration: { UserParameters: string } } } }
}): Promise<void> => {
  const { id, data } = event['CodePipeline.job']
  const { distributionId, items } = JSON.parse(data.actionConfiguration.configuration.UserParameters)
  const paths = items.map((item: string) => `<Path>${item}</Path>`).join('')
  const batch = `<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>${items.length}</Quantity><Items>${paths}</Items></Paths><CallerReference>${id}</CallerReference></InvalidationBatch>`
  const cloudFront = `${endpoint('CLOUDFRONT', 'https://cloudfront.amazonaws.com')}/2020-05-31/distribution/${distributionId}/invalidation`
  await post(new URL(cloudFront), 'cloudfront', 'us-east-1', batch, { 'content-type': 'application/xml' })
  await post(
    new URL(endpoint('CODEPIPELINE', `https://codepipeline.${region}.amazonaws.com`)),
    'codepipeline',
    region,
    JSON.stringify({ jobId: id }),
    {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CodePipeline_20150709.PutJobSuccessResult',
    },
  )
}
