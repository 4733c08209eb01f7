import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { CodePipelineClient, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline'

/** The event, as far as this handler reads it. */
interface Event {
  readonly 'CodePipeline.job': {
    readonly id: string
    readonly data: { readonly actionConfiguration: { readonly configuration: { readonly UserParameters: string } } }
  }
}

const cloudFront = new CloudFrontClient()
const codePipeline = new CodePipelineClient()

/** The two calls of the usual job, and nothing else: the cost of a handler that only uses the SDK. */
export const handler = async ({ 'CodePipeline.job': { id: jobId, data } }: Event): Promise<void> => {
  const { distributionId, items } = JSON.parse(data.actionConfiguration.configuration.UserParameters)
  const Paths = { Quantity: items.length, Items: items }
  await cloudFront.send(
    new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch: { CallerReference: jobId, Paths } }),
  )
  await codePipeline.send(new PutJobSuccessResultCommand({ jobId }))
}
