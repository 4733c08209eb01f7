/**
 * List price of a path or tag beyond the account's 1,000 a month, in thousandths of a US dollar.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html
 */
export const listPricePerItem = 5
