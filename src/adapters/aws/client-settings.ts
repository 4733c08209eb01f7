import type { Readable } from 'node:stream'

/** Settings of an SDK client that are known when it is created. Without them the client resolves them at its first call. */
export interface ClientSettings {
  readonly region?: string
  readonly endpoint?: string
  readonly ignoreConfiguredEndpointUrls: true
  readonly useFipsEndpoint: boolean
  readonly useDualstackEndpoint: boolean
  readonly defaultsMode: 'legacy'
  readonly retryMode: 'standard'
  readonly authSchemePreference: string[]
  readonly disableClockSkewCorrection: false
  readonly userAgentAppId: () => Promise<string | undefined>
  readonly streamCollector: (stream: Readable) => Promise<Uint8Array>
}

/** The body of a response. The SDK's own collector first asks for other kinds of streams, which makes Node.js load them. */
const streamCollector = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    stream
      .on('data', chunk => chunks.push(chunk))
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject)
  })

/** A service, as the variable with its endpoint names it. */
export type ServiceName = 'CLOUDFRONT' | 'CODEPIPELINE' | 'S3' | 'STS'

/**
 * The settings in the environment, which does not change while a function runs. The client then reads no configuration files, which a function
 * does not have. These variables count: `AWS_REGION`, `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL` unless
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is true, `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`, and `AWS_SDK_UA_APP_ID`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
export const clientSettings = (environment: NodeJS.ProcessEnv, service: ServiceName): ClientSettings => {
  const isTrue = (name: string): boolean => environment[name] === 'true'
  const { AWS_REGION: region, AWS_ENDPOINT_URL: anyEndpoint, AWS_SDK_UA_APP_ID: appId } = environment
  const endpoint = isTrue('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ? undefined : environment[`AWS_ENDPOINT_URL_${service}`] || anyEndpoint
  return {
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: isTrue('AWS_USE_FIPS_ENDPOINT'),
    useDualstackEndpoint: isTrue('AWS_USE_DUALSTACK_ENDPOINT'),
    defaultsMode: 'legacy',
    retryMode: 'standard',
    authSchemePreference: [],
    disableClockSkewCorrection: false,
    userAgentAppId: async () => appId,
    streamCollector,
  }
}
