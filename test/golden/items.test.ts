import { knownFaults } from '../../local/aws/faults.ts'
import { describeActions } from './actions.ts'

const two = { distributionIds: ['E1', 'E2'] }

const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}.html`)
const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)

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
  'many-paths': { parameters: { distributionId: 'E1', items: [...paths(7_001), ...wildcards(16)] } },
  'dry-run': { parameters: { distributionId: ['E1', 'E2'], items: ['/a', '/b/*'], dryRun: true } },
  'event-twice': { parameters: { distributionId: 'E1', items: ['/a', '/b/*'] }, deliveries: 2 },
  'unknown-distribution': { parameters: { distributionId: ['E1', 'E404'], items: ['/a'] }, cloudFront: { distributionIds: ['E1'] } },
  'access-denied': {
    parameters: { distributionId: 'E1', items: ['/a'] },
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', knownFaults.denied),
  },
})
