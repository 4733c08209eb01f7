/**
 * The version of a change: its sequencer. Only PUTs and DELETEs have their own; the sequencer of another event, such as a new ACL, may be
 * that of the PUT before it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const sequencerOf = ({ sequencer }: { readonly sequencer?: string }, isWrite: boolean): string | undefined =>
  isWrite && sequencer !== '' ? sequencer : undefined
