import { expect } from 'chai'
import { parameters } from '../../../../src/adapters/cloudfront/parameters.ts'
import { toIssues } from '../../../../src/domain/codec/issue.ts'
import type { Parameter } from '../../../../src/domain/codec/value.ts'

const { target, credentials } = parameters

/** The problem with a value; `undefined` if it is accepted. */
const problemOf = (parameter: Parameter | undefined, value: unknown): string | undefined => {
  const decoded = parameter?.codec.decode(value)
  return decoded?._tag === 'Left' ? toIssues(decoded.left)[0]?.problem : undefined
}

const account = '111111111111'

describe('The parameters of CloudFront', () => {
  it('are ids of distributions and of tenants', () => {
    for (const id of ['E', 'E2QWRUHAPOMQZL', 'A'.repeat(64), 'dt_2wjDZi3hD1ivOXf6rpZJO1AB', `dt_${'a'.repeat(64)}`])
      expect(problemOf(target, id), id).to.equal(undefined)
    for (const id of ['', 'e1', 'E1 ', ' E1', 'A'.repeat(65), 'dt_', `dt_${'a'.repeat(65)}`, 'dt_a-b'])
      expect(problemOf(target, id), id).to.include('is not a distribution id; one looks like')
  })

  it('are ARNs of roles', () => {
    for (const role of [`arn:aws:iam::${account}:role/name`, `arn:aws-cn:iam::${account}:role/path/name@x`])
      expect(problemOf(credentials?.principal, role), role).to.equal(undefined)
    const wrong = [`xarn:aws:iam::${account}:role/n`, `arn:aws:iam::${account}:role/n x`, `arn:aws:iam::${account}:user/n`, '']
    for (const role of wrong)
      expect(problemOf(credentials?.principal, role), role).to.equal("not a role's ARN; one looks like arn:aws:iam::111111111111:role/name")
    expect(problemOf(credentials?.principal, 1)).to.equal("expected a role's ARN, got a number")
  })

  it('are external ids', () => {
    for (const id of ['ab', 'A+=,.@:/-_1', 'x'.repeat(1_224)]) expect(problemOf(credentials?.qualifier, id), id).to.equal(undefined)
    for (const id of ['a', 'a b', 'ab ', ' ab', 'x'.repeat(1_225)])
      expect(problemOf(credentials?.qualifier, id), id).to.equal(
        'an external id has 2 to 1,224 letters, digits and characters of +=,.@:/-_',
      )
    expect(problemOf(credentials?.qualifier, 1)).to.equal('expected a string, got a number')
  })

  it('have examples that are valid', () => {
    for (const parameter of [target, credentials?.principal, credentials?.qualifier])
      expect(problemOf(parameter, parameter?.example)).to.equal(undefined)
  })
})
