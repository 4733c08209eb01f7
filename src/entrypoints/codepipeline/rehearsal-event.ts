/** A job with a path and a wildcard, the usual parameters. */
const parameters = { distributionId: 'E0000000000000', items: ['/index.html', '/img/*'] }

/** The event of a job that is only rehearsed. */
export const rehearsalEvent = {
  'CodePipeline.job': {
    id: 'rehearsal',
    data: { actionConfiguration: { configuration: { UserParameters: JSON.stringify(parameters) } }, inputArtifacts: [] },
  },
}
