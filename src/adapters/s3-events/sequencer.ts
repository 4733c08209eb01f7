/**
 * What tells a change of an object from all its other ones. S3 uses sequencers with PUTs and DELETEs only: what another event
 * has there, such as that of a new ACL, may be the one of the PUT before it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const sequencerOf = ({ sequencer }: { readonly sequencer?: string }, isWrite: boolean): string | undefined =>
  isWrite && sequencer !== '' ? sequencer : undefined
