/** The exit codes, and what they mean. */
export const exitCodes = {
  success: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  denied: 4,
  unavailable: 5,
  timedOut: 6,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each exit code means, for the help and the documentation. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  success: 'Done, or nothing to do.',
  failed: 'Failed for another reason.',
  usage: 'The command line is invalid.',
  configuration: 'Invalid item, file or target; missing AWS credentials; or refused by --refuse-everything.',
  denied: 'A permission is missing. The message names the action and the resource.',
  unavailable: 'The CDN or STS was unavailable until the timeout. The same command may succeed later.',
  timedOut: 'Created, but not complete within --timeout. Only with --wait.',
  interrupted: 'Interrupted by Ctrl-C. The message says what was submitted.',
  terminated: 'Terminated by SIGTERM. The message says what was submitted.',
}
