import { describeActions, jobId } from './actions.ts'

const changed = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }

describeActions('configuration', {
  missing: { parameters: undefined },
  'not-json': { parameters: '{"distributionId": "E1", oops}' },
  array: { parameters: ['/*'] },
  empty: { parameters: {} },
  'no-items': { parameters: { distributionId: 'E1', items: [] } },
  'unknown-key': { parameters: { distributionId: 'E1', itmes: ['/*'] } },
  'key-twice': { parameters: '{"distributionId": "E1", "items": ["/a"], "items": ["/b"]}' },
  'items-unusable': { parameters: { distributionId: 'E1', items: ['/a/*/b', '/a~b', 'https://example.com/a', '', ' /a', '#a,b'] } },
  'distribution-unusable': { parameters: { distributionId: ['example.com'], items: ['/*'] } },
  'max-paths-zero': { parameters: { distributionId: 'E1', items: ['/*'], maxPaths: 0 } },
  'max-paths-below-tags': { parameters: { distributionId: 'E1', items: ['#a', '#b', '#c'], maxPaths: 2 } },
  'external-id-alone': { parameters: { distributionId: 'E1', items: ['/*'], externalId: 'x-1' } },
  'unknown-artifact': { parameters: { distributionId: 'E1', itemsFrom: 'Other::items.txt' } },
  'changed-unusable': {
    parameters: { distributionId: 'E1', changed: { ...changed, stripPrefix: 'dist/*', addPrefix: '#a', include: [] } },
  },
  'token-garbled': { parameters: { distributionId: 'E1', items: ['/*'] }, token: '{"v":0}' },
  'token-of-other-plan': {
    parameters: { distributionId: 'E1', items: ['/*'] },
    token: `{"v":1,"job":"${jobId(7)}","began":1795348700000,"plan":"${'0'.repeat(32)}","at":["1.0.0.1.0"],"ids":[["+ILOCAL00000001"]]}`,
  },
})
