/** Ends an invocation with an error, for Lambda to count and to repeat. */
export const failInvocation = (reason: string): never => {
  throw new Error(reason)
}
