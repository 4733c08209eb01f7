import { readFile } from 'node:fs/promises'

/** A constant of a schema file, such as `const _e = "error";`. */
const constant = /^const (?<name>_\w+) = (?<value>"[^"]*");$/gm

/** A constant as a key, such as `[_e]:`. For esbuild, evaluating it may have effects, so it would keep every schema that has one. */
const constantKey = /\[(_\w+)\]:/g

/**
 * An error that has a message only. The SDK makes an equal one of a response without its schema, so that none is needed. Errors with other
 * members, or of the server's making, keep their schemas.
 */
const plainError =
  /export var (\w+\$) = \[-3, n0, \w+,\s*\{ "error": _c(?:, "httpError": 4\d\d)? \},\s*\[(?:_[mM])?\],\s*\[0?\]\s*\];\s*n0_registry\.registerError\(\1, \w+\);\s/g

const replaceAll = (path, text, pattern, replacement) => {
  const replaced = text.replace(pattern, replacement)
  if (replaced === text) throw new Error(`${path} has nothing like ${pattern}. The SDK has changed: adapt build/prune-sdk.mjs.`)
  return replaced
}

/**
 * The text of a client's schema file without plain errors, and with keys that let esbuild leave out the schemas of unused operations. Throws
 * if it has neither. STS, which has the query protocol, names its errors otherwise than its responses do: it keeps all of them.
 */
export const pruneSchemas = (path, text) => {
  const values = new Map([...text.matchAll(constant)].map(({ groups }) => [groups.name, groups.value]))
  const withKeys = replaceAll(path, text, constantKey, (key, name) => (values.has(name) ? `${values.get(name)}:` : key))
  return withKeys.includes('"awsQueryError":') ? withKeys : replaceAll(path, withKeys, plainError, '')
}

/** On Lambda, credentials come from the environment. The SDK's default chain would bundle SSO, profiles and files as well. */
const environmentCredentials = "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'"

/** No operation used here streams events. The S3 client configures them anyway. */
const noEventStreams = `
export class EventStreamSerde { constructor() { throw new Error('Event streams are not in this bundle') } }
export const eventStreamSerdeProvider = () => undefined
export const resolveEventStreamSerdeConfig = config => config`

const substitutes = {
  '@aws-sdk/credential-provider-node': environmentCredentials,
  '@smithy/core/event-streams': noEventStreams,
}

/**
 * Leaves out of a bundle what its SDK clients never use: the schemas of other operations, of which the bundle imports no command, and of plain
 * errors, event streams, and the default credential chain. What the clients do is unchanged: `test/integration/build` compares them with
 * unpruned ones. Fails the build if the SDK no longer has one of these.
 */
export const pruneSdk = {
  name: 'prune-sdk',
  setup: ({ onResolve, onLoad, onEnd }) => {
    const unused = new Set(['schemas', ...Object.keys(substitutes)])
    onResolve({ filter: /^@(aws-sdk\/credential-provider-node|smithy\/core\/event-streams)$/ }, ({ path }) => ({
      path,
      namespace: 'substitute',
    }))
    onLoad({ filter: /./, namespace: 'substitute' }, ({ path }) => {
      unused.delete(path)
      return { contents: substitutes[path], resolveDir: import.meta.dirname }
    })
    onLoad({ filter: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => {
      unused.delete('schemas')
      return { contents: pruneSchemas(path, await readFile(path, 'utf8')) }
    })
    onEnd(() => ({
      errors: [...unused].map(name => ({ text: `Nothing to prune: ${name}. The SDK has changed: adapt build/prune-sdk.mjs.` })),
    }))
  },
}
