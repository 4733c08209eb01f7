import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parseDocument } from 'yaml'
import { jobEvent } from '../../local/aws/job-event.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'
import { runAction } from '../../local/demo/run-action.ts'
import { checkout } from './support/checkout.ts'
import { deployedFunction, physicalIdIn, redirect } from './support/deployment.ts'
import { commandsUnder } from './support/documented.ts'
import { account, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { permissionsOf } from './support/permissions.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

const stack = 'static-site'

/** MiniStack has no CodePipeline, so the pipeline and the rule that starts it are not deployed. */
const notDeployed = {
  Resources: ['Pipeline', 'SourceRule', 'SourceRuleRole'],
  Outputs: ['PipelineName'],
}

describe('examples/static-site, deployed to MiniStack without its pipeline', () => {
  let ministack: MiniStack
  let codepipeline: LocalAws
  let aws: AwsCli
  let userParameters: string
  let folder: string

  const physicalId = (logicalId: string, of: string = stack): Promise<string> => physicalIdIn(aws, of, logicalId)

  /** MiniStack does not transform nested templates, so this replaces the nested template with its transformed version. */
  const expandNestedTemplate = async (): Promise<void> => {
    await shell(ministack, commandsUnder('README.md', '## Put it into a pipeline').replaceAll('CLOUDFRONTDISTID', 'E1'), folder)
    const name = ['--stack-name', 'cloudfront-invalidator']
    const { TemplateBody } = await aws<{ TemplateBody: object }>('cloudformation', 'get-template', ...name, '--template-stage', 'Processed')
    writeFileSync(join(folder, 'template.yaml'), JSON.stringify(TemplateBody))
  }

  before(async () => {
    ministack = await startMiniStack()
    codepipeline = await startLocalAws()
    aws = awsCli(ministack)
    folder = join(ministack.home, 'checkout')
    mkdirSync(folder)
    checkout(folder)

    const path = join(folder, 'examples/static-site/template.yaml')
    const template = parseDocument(readFileSync(path, 'utf8'), { logLevel: 'error' })
    userParameters = String(
      template.getIn(['Resources', 'Pipeline', 'Properties', 'Stages', 1, 'Actions', 1, 'Configuration', 'UserParameters', 0]),
    )
    for (const [section, names] of Object.entries(notDeployed)) {
      for (const name of names) template.deleteIn([section, name])
    }
    writeFileSync(path, template.toString())

    await expandNestedTemplate()
    await shell(ministack, commandsUnder('examples/static-site/README.md', '# A static site with a pipeline that invalidates'), folder)
  })

  after(async () => {
    await codepipeline?.close()
    await ministack?.close()
  })

  it('allows only CloudFront to read the bucket', async () => {
    const bucket = await physicalId('SiteBucket')
    const distribution = await physicalId('Distribution')
    const { Policy } = await aws<{ Policy: string }>('s3api', 'get-bucket-policy', '--bucket', bucket)
    for (const { Principal, Condition } of JSON.parse(Policy).Statement) {
      expect(Principal).to.deep.equal({ Service: 'cloudfront.amazonaws.com' })
      expect(Condition.StringEquals['AWS:SourceArn']).to.match(new RegExp(`:distribution/${distribution}$`))
    }
    const { DistributionConfig } = await aws<{
      DistributionConfig: { Origins: { Items: ReadonlyArray<{ DomainName: string; OriginAccessControlId: string }> } }
    }>('cloudfront', 'get-distribution-config', '--id', distribution)
    const [origin] = DistributionConfig.Origins.Items
    expect(origin?.DomainName).to.include(bucket)
    expect(origin?.OriginAccessControlId).to.equal(await physicalId('OriginAccessControl'))
  })

  it('invalidates its distribution with the action of its pipeline', async () => {
    const distribution = await physicalId('Distribution')
    const functionName = await physicalId('Function', await physicalId('Invalidator'))
    await redirect(aws, functionName, { AWS_ENDPOINT_URL_CODEPIPELINE: codepipeline.endpoint })
    const parameters = userParameters.replace('${Distribution}', distribution).replace('${Paths}', '/*')

    const invoked = deployedFunction(aws, ministack, codepipeline, functionName)
    const { result } = await runAction(codepipeline, invoked, jobEvent(randomUUID(), parameters))

    expect(result?.outputVariables, JSON.stringify(result)).to.include({ DistributionId: distribution, PathCount: '1' })
    const { Invalidation } = await aws<{ Invalidation: { InvalidationBatch: { Paths: { Items: string[] } } } }>(
      'cloudfront',
      'get-invalidation',
      '--distribution-id',
      distribution,
      '--id',
      result?.outputVariables?.['InvalidationId'] ?? '',
    )
    expect(Invalidation.InvalidationBatch.Paths.Items).to.deep.equal(['/*'])
  })

  it('allows its pipeline only to upload and invalidate', async () => {
    const arnOf = async (bucket: string): Promise<string> => `arn:aws:s3:::${await physicalId(bucket)}`
    const [site, artifacts, source] = [await arnOf('SiteBucket'), await arnOf('ArtifactBucket'), await arnOf('SourceBucket')]
    const functionName = await physicalId('Function', await physicalId('Invalidator'))
    const bucketReads = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning']
    const objectReads = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging']
    expect(await permissionsOf(aws, await physicalId('PipelineRole'))).to.deep.equal(
      [
        ...['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectAcl'].map(action => `Allow ${action} on ${artifacts}/*`),
        ...[artifacts, site].flatMap(bucket => bucketReads.map(action => `Allow ${action} on ${bucket}`)),
        ...['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'].map(action => `Allow ${action} on ${site}/*`),
        ...[source, `${source}/*`].flatMap(resource => [...bucketReads, ...objectReads].map(action => `Allow ${action} on ${resource}`)),
        `Allow lambda:InvokeFunction on arn:aws:lambda:${region}:${account}:function:${functionName}`,
        'Allow lambda:ListFunctions on *',
      ].toSorted(),
    )
  })
})
