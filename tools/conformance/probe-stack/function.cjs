// The function of the probe pipeline. It writes what it sees into the bucket, and answers each job twice.

const { CodePipelineClient, ListActionExecutionsCommand, PutJobSuccessResultCommand } = require('@aws-sdk/client-codepipeline')
const { GetObjectCommand, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3')

const s3 = new S3Client({})
const codepipeline = new CodePipelineClient({ maxAttempts: 1 })

/** Seconds between looks at the history, and how long it is looked at. */
const interval = Number(process.env.LOOK_INTERVAL)
const patience = Number(process.env.LOOK_PATIENCE)

/** `ok`, or the name of the error. */
const outcomeOf = async call => {
  try {
    await call()
    return 'ok'
  } catch (error) {
    return error.name
  }
}

const write = (name, observation) =>
  s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: `observations/${name}.json`, Body: JSON.stringify(observation) }))

/** Whether the credentials of a job read its own artifact, another object in the folder of that, and one in another folder. */
const readWith = async ({ artifactCredentials, inputArtifacts: [artifact] }) => {
  if (!artifactCredentials) return 'absent'
  const { bucketName: Bucket, objectKey: own } = artifact.location.s3Location
  const beside = own.replace(/[^/]*$/, 'beside')
  const elsewhere = 'elsewhere/object'
  for (const Key of [beside, elsewhere]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'control' }))
  const client = new S3Client({ credentials: artifactCredentials })
  const read = Key => outcomeOf(async () => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body.transformToByteArray())
  return { own: await read(own), beside: await read(beside), elsewhere: await read(elsewhere) }
}

const list = async (pipeline, execution) => {
  const { actionExecutionDetails = [] } = await codepipeline.send(
    new ListActionExecutionsCommand({ pipelineName: pipeline, filter: { pipelineExecutionId: execution } }),
  )
  return actionExecutionDetails.map(({ stageName, status, input = {} }) => ({
    stage: stageName,
    status,
    hasParameters: (input.resolvedConfiguration ?? input.configuration)?.UserParameters !== undefined,
    hasInputs: (input.inputArtifacts ?? []).some(({ s3location }) => s3location?.key !== undefined),
    hasCategory: input.actionTypeId?.category !== undefined,
  }))
}

/** The history at first, and when it had the source action as succeeded, in seconds from now. `null` if it never had. */
const lookBack = async ({ pipeline, execution }) => {
  const start = Date.now()
  const secondsSince = () => (Date.now() - start) / 1000
  const first = await list(pipeline, execution)
  const isComplete = listed => listed.some(({ stage, status }) => stage === 'Source' && status === 'Succeeded')
  for (let listed = first; ; listed = await list(pipeline, execution)) {
    if (isComplete(listed)) return { first, lag: listed === first ? 0 : secondsSince() }
    if (secondsSince() >= patience) return { first, lag: null }
    await new Promise(resolve => setTimeout(resolve, interval * 1000))
  }
}

const putTwice = async result => {
  const put = () => outcomeOf(() => codepipeline.send(new PutJobSuccessResultCommand(result)))
  return { first: await put(), second: await put() }
}

/** The first job of the action ends with a continuation, and the second one with a success. */
const answer = async ({ id, data }, invocation, arrived) => {
  const observation = { kind: 'job', job: id, invocation }
  if (data.continuationToken !== undefined) {
    const delay = (arrived - Number(data.continuationToken)) / 1000
    await write(`${id}-${invocation}`, { ...observation, delay, results: await putTwice({ jobId: id }) })
    return
  }
  const credentials = await readWith(data)
  const history = await lookBack(JSON.parse(data.actionConfiguration.configuration.UserParameters))
  const results = await putTwice({ jobId: id, continuationToken: String(Date.now()) })
  await write(`${id}-${invocation}`, { ...observation, credentials, history, results })
}

exports.handler = async (event, { awsRequestId }) => {
  const job = event['CodePipeline.job']
  if (job === undefined) await write(`event-${awsRequestId}`, { kind: 'event', key: event.detail.object.key })
  else await answer(job, awsRequestId, Date.now())
}
