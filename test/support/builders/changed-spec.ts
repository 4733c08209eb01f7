import type { ChangedSpec } from '../../../src/domain/parameters/job-spec.ts'

/** Serves every file of the artifact under its own name. */
export const plain: ChangedSpec = {
  artifact: 'SiteOutput',
  pipeline: 'my-site',
  stage: 'Deploy',
  action: 'Invalidate',
  stripPrefix: '',
  addPrefix: '/',
  indexDocuments: ['index.html'],
  queryStrings: false,
  added: true,
  protect: [],
  include: [],
  exclude: [],
}
