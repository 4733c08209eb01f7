/**
 * Runs a call that takes an abort signal, and ends with it after so many milliseconds even if the call does not heed
 * the signal, as the SDK does not while it fetches credentials.
 */
export const endWithin = <A>(milliseconds: number, call: (abortSignal: AbortSignal) => Promise<A>): Promise<A> => {
  const signal = AbortSignal.timeout(Math.ceil(milliseconds))
  const end = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([call(signal), end])
}
