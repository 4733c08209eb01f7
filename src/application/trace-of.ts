/** Where something broke that is not meant to. Not the error's message: that may repeat what was in the event. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? [error.name, ...(error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))].join('\n') : typeof error
