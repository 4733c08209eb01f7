import { expect } from 'chai'
import { commandsUnder } from './support/documented.ts'
import { account, type MiniStack, startMiniStack } from './support/ministack.ts'
import { permissionsOf, trustIn } from './support/permissions.ts'
import { awsCli, shell } from './support/shell.ts'

const otherAccount = '222222222222'
const functionRole = `arn:aws:iam::${account}:role/cloudfront-invalidator-Role-EXAMPLE`

describe('examples/another-account, deployed to MiniStack as docs/choose.md says', () => {
  let ministack: MiniStack
  let roleArn: string

  before(async () => {
    ministack = await startMiniStack()
    const commands = commandsUnder('docs/choose.md', '## Another account', 1)
    expect(commands).to.include('FUNCTIONROLEARN').and.to.include('ExternalId=site-42')
    const output = await shell(ministack, commands.replace('FUNCTIONROLEARN', functionRole), undefined, otherAccount)
    roleArn = output.trim().split('\n').at(-1) ?? ''
  })

  after(async () => {
    await ministack?.close()
  })

  it('prints the ARN of the role in the other account', () => {
    expect(roleArn).to.match(new RegExp(`^arn:aws:iam::${otherAccount}:role/`))
  })

  it('may only invalidate the distribution', async () => {
    const distribution = `arn:aws:cloudfront::${otherAccount}:distribution/CLOUDFRONTDISTID`
    expect(await permissionsOf(awsCli(ministack, otherAccount), roleArn.split('/').at(-1) ?? '')).to.deep.equal([
      `Allow cloudfront:CreateInvalidation on ${distribution}`,
      `Allow cloudfront:GetInvalidation on ${distribution}`,
      `Allow cloudfront:ListInvalidations on ${distribution}`,
    ])
  })

  it('trusts only the function, with the external id', async () => {
    const name = roleArn.split('/').at(-1) ?? ''
    const { Role } = await awsCli(ministack, otherAccount)<{ Role: { AssumeRolePolicyDocument: unknown } }>(
      'iam',
      'get-role',
      ...['--role-name', name],
    )
    expect(Role.AssumeRolePolicyDocument).to.deep.equal(trustIn(functionRole, 'site-42'))
  })
})
