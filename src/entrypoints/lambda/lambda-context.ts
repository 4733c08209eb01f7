/** What is used of Lambda's context. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly invokedFunctionArn: string
  readonly getRemainingTimeInMillis: () => number
}
