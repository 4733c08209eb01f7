import type { RehearsedResponse } from '../aws/rehearsing-handler.ts'

/** CloudFront's response to `CreateInvalidation`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const created: RehearsedResponse = {
  statusCode: 201,
  body: '<?xml version="1.0"?><Invalidation><Id>I0</Id><Status>InProgress</Status><CreateTime>2026-01-01T00:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch></Invalidation>',
}
