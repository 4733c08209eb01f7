import { reporterNames } from '../ci/systems.ts'

/** A command of the command line. */
export type CommandName = 'invalidate' | 'plan' | 'status'

/** A heading of the help under which options are listed. */
export type OptionGroup = 'CDN' | 'What to invalidate' | 'How' | 'AWS' | 'Output'

/** The CDNs that `--cdn` names, the default first. */
export const cdnNames = ['cloudfront', 'cloudflare', 'fastly'] as const

export type CdnName = (typeof cdnNames)[number]

/** An option, as `--help`, the documentation and the parser use it. */
export interface Option {
  readonly name: string
  readonly group: OptionGroup
  readonly commands: ReadonlyArray<CommandName>
  /** The placeholder for its value in the help; `undefined` for a flag. A pair takes two values. */
  readonly value: string | undefined
  readonly isPair?: true
  readonly isNumber?: true
  readonly isRepeatable?: true
  /** The CDNs that it is for; `undefined` if for all. */
  readonly cdns?: ReadonlyArray<CdnName>
  /** The key of a job's parameters that it sets; below `changed` after a dot. */
  readonly key?: string
  readonly description: string
}

const all: ReadonlyArray<CommandName> = ['invalidate', 'plan', 'status']
const planned: ReadonlyArray<CommandName> = ['invalidate', 'plan']
const calling: ReadonlyArray<CommandName> = ['invalidate', 'status']
const invalidate: ReadonlyArray<CommandName> = ['invalidate']

const selecting = { group: 'What to invalidate', commands: planned } as const
const aws = { group: 'AWS', commands: calling, cdns: ['cloudfront'] } as const
const target = { group: 'CDN', isRepeatable: true } as const

/** Every option, in the order of the help. The single source of what the command line accepts. */
export const options: ReadonlyArray<Option> = [
  { name: 'cdn', group: 'CDN', commands: all, value: 'NAME', description: `One of ${cdnNames.join(', ')}. Default: ${cdnNames[0]}.` },
  {
    ...target,
    name: 'distribution',
    commands: all,
    value: 'ID',
    cdns: ['cloudfront'],
    key: 'distributionId',
    description: 'The id of a distribution, or of a tenant (dt_…).',
  },
  {
    ...target,
    name: 'zone',
    commands: planned,
    value: 'ID',
    cdns: ['cloudflare'],
    key: 'zone',
    description: 'the id of a zone.',
  },
  {
    ...target,
    name: 'service',
    commands: planned,
    value: 'ID',
    cdns: ['fastly'],
    key: 'service',
    description: 'the id of a service.',
  },
  {
    name: 'host',
    group: 'CDN',
    commands: planned,
    value: 'HOST',
    cdns: ['cloudflare', 'fastly'],
    key: 'host',
    description: 'the host of the paths, such as www.example.com. * means all hosts, and works only with /*. Tags need no host.',
  },
  {
    ...selecting,
    name: 'paths-from',
    value: 'FILE',
    key: 'itemsFrom',
    description: 'A file with more items, or - for standard input: one item per line, or a JSON array.',
  },
  {
    ...selecting,
    name: 'changed',
    value: 'OLD NEW',
    isPair: true,
    key: 'changed',
    description: 'Compare the site that is served with the new one, and invalidate what differs. Each is a directory or a ZIP file.',
  },
  {
    ...selecting,
    name: 'strip-prefix',
    value: 'FOLDER',
    key: 'changed.stripPrefix',
    description: 'Requires --changed: the folder in OLD and NEW that is served.',
  },
  {
    ...selecting,
    name: 'include',
    value: 'PATTERN',
    isRepeatable: true,
    key: 'changed.include',
    description: 'Requires --changed: compare only files that match, such as *.html.',
  },
  {
    ...selecting,
    name: 'exclude',
    value: 'PATTERN',
    isRepeatable: true,
    key: 'changed.exclude',
    description: 'Requires --changed: ignore files that match.',
  },
  {
    ...selecting,
    name: 'protect',
    value: 'PATH',
    isRepeatable: true,
    key: 'changed.protect',
    description: 'Requires --changed: a path or wildcard that should stay cached if possible.',
  },
  {
    ...selecting,
    name: 'max-paths',
    value: 'N',
    isNumber: true,
    key: 'maxPaths',
    description: 'Budget: send at most this many paths and tags. More paths are merged into the narrowest wildcards that fit.',
  },
  {
    ...selecting,
    name: 'refuse-everything',
    value: undefined,
    description: 'Fail instead of invalidating everything (/*).',
  },
  { name: 'wait', group: 'How', commands: invalidate, value: undefined, key: 'waitForCompletion', description: 'Wait for completion.' },
  {
    name: 'timeout',
    group: 'How',
    commands: invalidate,
    value: 'MINUTES',
    isNumber: true,
    key: 'timeoutMinutes',
    description: 'Retry and wait for at most this many minutes. Default: 60.',
  },
  {
    name: 'again-after',
    group: 'How',
    commands: invalidate,
    value: 'SECONDS',
    isNumber: true,
    description:
      'Send everything once more after this many seconds, in case a cache was refilled from one that was not invalidated yet. Not for CloudFront.',
  },
  {
    name: 'dry-run',
    group: 'How',
    commands: invalidate,
    value: undefined,
    key: 'dryRun',
    description: 'Plan and report, but call nothing.',
  },
  { ...aws, name: 'role-arn', value: 'ARN', key: 'roleArn', description: 'A role to assume for calls to CloudFront.' },
  { ...aws, name: 'external-id', value: 'ID', key: 'externalId', description: 'Requires --role-arn: the external id of the role.' },
  { ...aws, name: 'profile', value: 'NAME', description: 'A profile of your AWS configuration, instead of AWS_PROFILE.' },
  {
    ...aws,
    name: 'region',
    value: 'REGION',
    description: 'The Region of the calls. Default: that of your AWS configuration, or us-east-1.',
  },
  { ...aws, name: 'endpoint-url', value: 'URL', description: 'Call CloudFront and STS at this URL, such as that of an emulator.' },
  {
    name: 'output',
    group: 'Output',
    commands: all,
    value: 'FORMAT',
    description: 'invalidate: text, json or ids. plan: text, json or markdown. status: text or json. Default: text.',
  },
  {
    name: 'reporter',
    group: 'Output',
    commands: planned,
    value: 'NAME',
    description: `Where the result is shown besides the console: ${reporterNames.join(', ')}. Default: auto, the CI system that is detected.`,
  },
  { name: 'help', group: 'Output', commands: all, value: undefined, description: 'Show this help.' },
]

/** The formats of a result. */
export type Format = 'text' | 'json' | 'ids' | 'markdown'

/** The formats of each command, the default first. */
export const formats: Readonly<Record<CommandName, readonly [Format, ...ReadonlyArray<Format>]>> = {
  invalidate: ['text', 'json', 'ids'],
  plan: ['text', 'json', 'markdown'],
  status: ['text', 'json'],
}

/** The option of a name without its dashes. */
export const optionOf = (name: string): Option | undefined => options.find(option => option.name === name)
