import { readFile } from 'node:fs/promises'

/** A constant of a schema file, such as `const _e = "error";`. */
const constant = /^const (?<name>_\w+) = (?<value>"[^"]*");$/gm

/** A constant as a key, such as `[_e]:`. esbuild assumes that evaluating it has effects, and so keeps every schema that has one. */
const constantKey = /\[(_\w+)\]:/g

/**
 * The schema of an error that has only a message. For a response whose code it does not know, the SDK makes an equal error, so this schema is
 * not needed. Errors with other fields keep theirs.
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
 * if there is nothing to prune. A client of the query protocol, such as STS, keeps all errors: the codes in responses differ from their names.
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

/** A function has no configuration files, and the module that reads them is slow to load. */
const noFiles = "export const readFile = async () => Promise.reject(new Error('Configuration files are not read by this bundle'))"

const substitutes = {
  '@aws-sdk/credential-provider-node': environmentCredentials,
  '@smithy/core/event-streams': noEventStreams,
  'node:fs/promises': noFiles,
}

/**
 * Leaves out of a bundle what its SDK clients never use: the schemas of plain errors and of operations whose commands the bundle does not
 * import, event streams, the default credential chain, and configuration files. What the clients do is unchanged: `test/integration/build`
 * compares them with unpruned ones. Fails the build if the SDK no longer has one of these.
 */
export const pruneSdk = {
  name: 'prune-sdk',
  setup: ({ onResolve, onLoad, onEnd }) => {
    const unused = new Set(['schemas', ...Object.keys(substitutes)])
    onResolve({ filter: /./ }, ({ path, importer }) =>
      path in substitutes && importer.includes('node_modules') ? { path, namespace: 'substitute' } : undefined,
    )
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
