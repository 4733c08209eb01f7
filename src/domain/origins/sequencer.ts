const withoutLeadingZeros = (sequencer: string): string => sequencer.replace(/^0+/, '').toLowerCase()

/**
 * The later of two changes of the same object: of hexadecimal numbers of differing length, the greater.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const laterOf = (one: string, other: string): string => {
  const [a, b] = [withoutLeadingZeros(one), withoutLeadingZeros(other)]
  const isLater = a.length === b.length ? a > b : a.length > b.length
  return isLater ? a : b
}
