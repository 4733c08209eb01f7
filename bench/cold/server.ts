import { createServer } from 'node:https'
import { certificateFor } from '../../local/tls/certificate.ts'

/** CloudFront and CodePipeline, as far as the usual job calls them. Answers at once, in a process of its own. */
const certificate = certificateFor('localhost', '127.0.0.1')

const invalidation =
  '<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I1</Id><Status>InProgress</Status><CreateTime>2026-01-01T00:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>1</Quantity><Items><Path>/</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch></Invalidation>'

const server = createServer(certificate, (request, response) => {
  const isReport = request.headers['x-amz-target'] !== undefined
  request.resume().on('end', () => {
    if (isReport) response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}')
    else response.writeHead(201, { 'content-type': 'text/xml' }).end(invalidation)
    process.send?.(isReport ? 'PutJobSuccessResult' : 'CreateInvalidation')
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0, certificate: certificate.cert })
})
