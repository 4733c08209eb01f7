/** The parts of Lambda's context object that this project uses. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly invokedFunctionArn: string
  readonly getRemainingTimeInMillis: () => number
}

/** Ends the invocation with an error, so that Lambda counts it and retries an asynchronous event. */
export const failInvocation = (reason: string): never => {
  throw new Error(reason)
}
