import { knownFaults } from '../../local/aws/faults.ts'
import { describeActions } from './actions.ts'
import { paths, wildcards } from './many-items.ts'

const two = { distributionIds: ['E1', 'E2'] }

const role = (name: string): string => `arn:aws:iam::222222222222:role/${name}`

/** Pages in five folders. Two of the folder names start alike. */
const site = Array.from(
  { length: 300 },
  (_, index) => `/${['blog/2025', 'blog/2026', 'docs', 'docs-old', 'img'][index % 5]}/${index ** 2}.html`,
)

describeActions('items', {
  plain: { parameters: { distributionId: 'E1', items: ['/index.html', '/about.html', '/blog/*', '/img/logo*'] } },
  everything: { parameters: { distributionId: 'E1', items: ['/*'] } },
  tags: { parameters: { distributionId: 'E1', items: ['#product:1', '#Product:1', '#news', '/index.html'] } },
  'several-distributions': { parameters: { distributionId: ['E2', 'E1', 'E2'], items: ['/b', '/a'] }, cloudFront: two },
  'duplicates-and-covered': { parameters: { distributionId: 'E1', items: ['/a', '/a', 'a', '/b/*', '/b/c', '/b/c*', '/b/', '/b'] } },
  encoding: {
    parameters: {
      distributionId: 'E1',
      items: ['/a b', 'ü/é.html', '/a#b', '/[x]', '/a%20b', '/a+b:c@d,e;f', '/a?x=1&y=2', '/100%', '/%7bx%7D', '/😀/*', '/<a>"\'`|\\^{}'],
    },
  },
  'many-wildcards': { parameters: { distributionId: 'E1', items: wildcards(40) } },
  'many-paths': { parameters: { distributionId: 'E1', items: [...paths(7_001), ...wildcards(16), '#tag'] } },
  'max-paths-enough': { parameters: { distributionId: 'E1', items: ['/a', '/blog/1', '/blog/2', '#t'], maxPaths: 4 } },
  'max-paths-widened': {
    parameters: { distributionId: ['E1', 'E2'], items: ['/a', '/ab', '/blog/2026/11/ü', '/blog/2026/11/x?y=1', '#t'], maxPaths: 4 },
    cloudFront: two,
  },
  'max-paths-everything': { parameters: { distributionId: 'E1', items: ['/a', '/B'], maxPaths: 1 } },
  'max-paths-of-many': { parameters: { distributionId: 'E1', items: [...site, ...wildcards(3)], maxPaths: 12 } },
  'max-paths-with-wildcards': { parameters: { distributionId: 'E1', items: [...paths(200), ...wildcards(40)], maxPaths: 50 } },
  'dry-run': { parameters: { distributionId: ['E1', 'E2'], items: ['/a', '/b/*'], dryRun: true } },
  'event-twice': { parameters: { distributionId: 'E1', items: ['/a', '/b/*'] }, deliveries: 2 },
  'unknown-distribution': { parameters: { distributionId: ['E1', 'E404'], items: ['/a'] }, cloudFront: { distributionIds: ['E1'] } },
  'access-denied': {
    parameters: { distributionId: 'E1', items: ['/a'] },
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', knownFaults.denied),
  },
  'items-refused': { parameters: { distributionId: 'E1', items: ['/a', '/b'] }, cloudFront: { rejects: item => item === '/b' } },
  role: { parameters: { distributionId: ['E1', 'E2'], items: ['/a'], roleArn: role('plain'), externalId: 'x-1' } },
  'role-without-external-id': { parameters: { distributionId: 'E1', items: ['/a'], roleArn: role('alone') } },
  'role-denied': {
    parameters: { distributionId: 'E1', items: ['/a'], roleArn: role('denied') },
    prepare: ({ faults }) => faults.schedule('AssumeRole', knownFaults.denied),
  },
  'role-busy': {
    parameters: { distributionId: 'E1', items: ['/a'], roleArn: role('busy') },
    prepare: ({ faults }) => faults.schedule('AssumeRole', knownFaults.throttle, knownFaults['drop-before']),
  },
})
