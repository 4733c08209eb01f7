import { expect } from 'chai'
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { readOrigins } from '../support/by-cloudfront.ts'
import { evaluator, isAllowed, type Parameters } from '../support/templates/evaluate.ts'
import { s3EventsTemplate as template } from '../support/templates/templates.ts'

const compose = (parameters: Parameters): string =>
  String(evaluator(template, parameters)(template.Resources.Function.Properties.Environment.Variables.ORIGINS))

/** Values that CloudFormation accepts for a parameter. */
const allowed = (name: string): fc.Arbitrary<string> => {
  const { AllowedPattern, AllowedValues } = template.Parameters[name]
  if (AllowedValues !== undefined) return fc.constantFrom<string>(...AllowedValues)
  return fc.stringMatching(new RegExp(`^(${AllowedPattern})$`)).filter(value => isAllowed(template, name, value))
}

/** The parameters that go into the JSON. Rules of the template reject an external id without a role, and neither distributions nor tenants. */
const parameters: fc.Arbitrary<Parameters> = fc
  .record({
    BucketName: allowed('BucketName'),
    DistributionIds: allowed('DistributionIds'),
    TenantIds: allowed('TenantIds'),
    OriginPath: allowed('OriginPath'),
    RoleArn: allowed('RoleArn'),
    ExternalId: allowed('ExternalId'),
    IndexDocuments: allowed('IndexDocuments'),
    Include: allowed('Include'),
    Exclude: allowed('Exclude'),
    QueryStrings: allowed('QueryStrings'),
    MaxPaths: allowed('MaxPaths'),
  })
  .filter(({ DistributionIds, TenantIds }) => DistributionIds !== '' || TenantIds !== '')
  .map(given => (given.RoleArn === '' ? { ...given, ExternalId: '' } : given))

const list = (text: string | undefined): ReadonlyArray<string> => (text ? text.split(',') : [])

describe('template-s3-events.yaml, the variable ORIGINS', () => {
  it('is valid for all parameters that CloudFormation accepts', () => {
    fc.assert(fc.property(parameters, given => isRight(readOrigins(compose(given)))))
  })

  it('contains the values of the parameters', () => {
    fc.assert(
      fc.property(parameters, given => {
        const { include, exclude, roleArn, externalId, originPath, ...rest } = JSON.parse(compose(given))[0]
        expect(rest).to.deep.equal({
          bucket: given['BucketName'],
          distributionId: [...list(given['DistributionIds']), ...list(given['TenantIds'])],
          indexDocuments: list(given['IndexDocuments']),
          queryStrings: given['QueryStrings'] === 'true',
          maxPaths: Number(given['MaxPaths']),
        })
        expect([include ?? [], exclude ?? []]).to.deep.equal([list(given['Include']), list(given['Exclude'])])
        expect([roleArn ?? '', externalId ?? '', originPath ?? '']).to.deep.equal([
          given['RoleArn'],
          given['ExternalId'],
          given['OriginPath'],
        ])
      }),
    )
  })

  it('omits empty parameters', () => {
    const origins = JSON.parse(compose({ BucketName: 'my-site', DistributionIds: 'E1' }))
    const given = { bucket: 'my-site', distributionId: ['E1'], indexDocuments: ['index.html'], queryStrings: false, maxPaths: 20 }
    expect(origins).to.deep.equal([given])
  })

  it('accepts common patterns', () => {
    for (const patterns of ['**/*.html', '*.html,feeds/', '/index.html', '.well-known/**,a?b/*-*.css', 'a*b*c*d*e*f', '**/*.*.*', '.*']) {
      expect(isAllowed(template, 'Include', patterns), patterns).to.equal(true)
      expect(isRight(readOrigins(compose({ BucketName: 'my-site', DistributionIds: 'E1', Include: patterns }))), patterns).to.equal(true)
    }
  })

  it('rejects values that the function cannot read', () => {
    const rejected = {
      BucketName: ['my site', 'a', 'my-site"', 'arn:aws:s3:::my-site', 's3://my-site', ''],
      DistributionIds: ['E1,', 'E1, E2', 'e1', Array.from({ length: 11 }, (_, index) => `E${index}`).join(',')],
      TenantIds: ['dt_1,', 'dt_1, dt_2', 'E1', 'dt_', Array.from({ length: 11 }, (_, index) => `dt_${index}`).join(',')],
      OriginPath: ['production', '/production/', '/', '//a', '/a/../b', '/a%20b', '/a"b', '/a\\b'],
      IndexDocuments: [',', 'a,', ',a', 'a/b', 'a"b'],
      Include: [',', 'a,', ',a', 'a,,b', '/', '!a', './a', '../a', '/./a', '..', 'a b', '[a-z]', '{a,b}', 'a"', 'a\\b'],
      MaxPaths: ['0', '01', '1.5', '1e3', '-1', '', '10000'],
      RoleArn: ['arn:aws:iam::1:role/a', 'arn:aws:iam::111111111111:role/a"b', 'role'],
      ExternalId: ['a', 'a b', 'a"b'],
    }
    for (const [name, values] of Object.entries(rejected)) {
      for (const value of values) expect(isAllowed(template, name, value), `${name}=${value}`).to.equal(false)
    }
    for (const value of rejected.Include) expect(isAllowed(template, 'Exclude', value), value).to.equal(false)
  })
})
