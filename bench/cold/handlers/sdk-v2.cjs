// The usual job with version 2 of the SDK, loaded whole, as functions of its time did. Runs in the folder in which it is installed.
const AWS = require('aws-sdk')

const { AWS_ENDPOINT_URL_CLOUDFRONT, AWS_ENDPOINT_URL_CODEPIPELINE } = process.env
const cloudFront = new AWS.CloudFront({ endpoint: AWS_ENDPOINT_URL_CLOUDFRONT })
const codePipeline = new AWS.CodePipeline({ endpoint: AWS_ENDPOINT_URL_CODEPIPELINE })

exports.handler = async ({ 'CodePipeline.job': { id: jobId, data } }) => {
  const { distributionId, items } = JSON.parse(data.actionConfiguration.configuration.UserParameters)
  const Paths = { Quantity: items.length, Items: items }
  await cloudFront.createInvalidation({ DistributionId: distributionId, InvalidationBatch: { CallerReference: jobId, Paths } }).promise()
  await codePipeline.putJobSuccessResult({ jobId }).promise()
}
