/**
 * Runs a call with a timeout in milliseconds. Rejects with a `TimeoutError` even if the call ignores the abort signal, as the SDK does
 * while it fetches credentials.
 */
export const endWithin = async <A>(milliseconds: number, call: (abortSignal: AbortSignal) => Promise<A>): Promise<A> => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new DOMException('The call took too long', 'TimeoutError')
      reject(reason)
      controller.abort(reason)
    }, milliseconds)
  })
  try {
    return await Promise.race([call(controller.signal), end])
  } finally {
    clearTimeout(timer)
  }
}
