import { expect } from 'chai'
import { accountOf, ownAccount, partitionOf } from '../../../../src/adapters/aws/account.ts'

describe('accountOf', () => {
  it('reads the account and its partition', () => {
    expect(accountOf('arn:aws:lambda:eu-west-1:111111111111:function:f')).to.deep.equal({ partition: 'aws', id: '111111111111' })
    expect(accountOf('arn:aws-cn:iam::222222222222:role/r')).to.deep.equal({ partition: 'aws-cn', id: '222222222222' })
  })

  it('returns undefined if the text names no account', () => {
    expect(accountOf('arn:aws:s3:::bucket')).to.equal(undefined)
    expect(accountOf('')).to.equal(undefined)
    expect(accountOf('x arn:aws:iam::222222222222:role/r')).to.equal(undefined)
  })
})

describe('partitionOf', () => {
  it('is the usual one, unless the Region is in another', () => {
    for (const region of ['eu-west-1', 'us-east-1', '', undefined]) expect(partitionOf(region)).to.equal('aws')
    const others = {
      'cn-northwest-1': 'aws-cn',
      'us-gov-west-1': 'aws-us-gov',
      'eusc-de-east-1': 'aws-eusc',
      'us-iso-east-1': 'aws-iso',
      'us-isob-east-1': 'aws-iso-b',
      'eu-isoe-west-1': 'aws-iso-e',
      'us-isof-south-1': 'aws-iso-f',
    }
    for (const [region, partition] of Object.entries(others)) expect(partitionOf(region), region).to.equal(partition)
  })
})

describe('ownAccount', () => {
  it('is unknown until it is learnt from the ARN of a resource', () => {
    const own = ownAccount()
    expect(own.get()).to.equal(undefined)
    own.learnFrom('arn:aws:lambda:eu-west-1:111111111111:function:f')
    own.learnFrom('no ARN')
    expect(own.get()).to.deep.equal({ partition: 'aws', id: '111111111111' })
  })
})
