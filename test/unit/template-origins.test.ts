import { expect } from 'chai'
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { readOrigins } from '../../src/domain/batch/origins.ts'
import { evaluator, isAllowed, type Parameters } from '../support/evaluate.ts'
import { s3EventsTemplate as template } from '../support/templates.ts'

const compose = (parameters: Parameters): string =>
  String(evaluator(template, parameters)(template.Resources.Function.Properties.Environment.Variables.ORIGINS))

/** What CloudFormation would take for a parameter. */
const allowed = (name: string): fc.Arbitrary<string> => {
  const { AllowedPattern, AllowedValues } = template.Parameters[name]
  if (AllowedValues !== undefined) return fc.constantFrom<string>(...AllowedValues)
  return fc.stringMatching(new RegExp(`^(${AllowedPattern})$`)).filter(value => isAllowed(template, name, value))
}

/** What goes into the JSON. An external id is refused without a role, by a rule of the template. */
const parameters: fc.Arbitrary<Parameters> = fc
  .record({
    BucketName: allowed('BucketName'),
    DistributionIds: allowed('DistributionIds'),
    OriginPath: allowed('OriginPath'),
    RoleArn: allowed('RoleArn'),
    ExternalId: allowed('ExternalId'),
    IndexDocuments: allowed('IndexDocuments'),
    Include: allowed('Include'),
    Exclude: allowed('Exclude'),
    QueryStrings: allowed('QueryStrings'),
    MaxPaths: allowed('MaxPaths'),
  })
  .map(given => (given.RoleArn === '' ? { ...given, ExternalId: '' } : given))

const list = (text: string | undefined): ReadonlyArray<string> => (text ? text.split(',') : [])

describe('template-s3-events.yaml, what the function reads when it starts', () => {
  it('can be read, whatever parameters CloudFormation lets through', () => {
    fc.assert(fc.property(parameters, given => isRight(readOrigins(compose(given)))))
  })

  it('is what the parameters say', () => {
    fc.assert(
      fc.property(parameters, given => {
        const { include, exclude, roleArn, externalId, originPath, ...rest } = JSON.parse(compose(given))[0]
        expect(rest).to.deep.equal({
          bucket: given['BucketName'],
          distributionId: list(given['DistributionIds']),
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

  it('leaves out what is not given', () => {
    const origins = JSON.parse(compose({ BucketName: 'my-site', DistributionIds: 'E1' }))
    const given = { bucket: 'my-site', distributionId: ['E1'], indexDocuments: ['index.html'], queryStrings: false, maxPaths: 20 }
    expect(origins).to.deep.equal([given])
  })

  it('takes the patterns that people write', () => {
    for (const patterns of ['**/*.html', '*.html,feeds/', '/index.html', '.well-known/**,a?b/*-*.css', 'a*b*c*d*', '**/*.*.*']) {
      expect(isAllowed(template, 'Include', patterns), patterns).to.equal(true)
      expect(isRight(readOrigins(compose({ BucketName: 'my-site', DistributionIds: 'E1', Include: patterns }))), patterns).to.equal(true)
    }
  })

  it('is not put together from what the function could not read', () => {
    const refused = {
      BucketName: ['my site', 'a', 'my-site"', 'arn:aws:s3:::my-site', 's3://my-site', ''],
      DistributionIds: ['', 'E1,', 'E1, E2', 'e1', Array.from({ length: 11 }, (_, index) => `E${index}`).join(',')],
      OriginPath: ['production', '/production/', '/', '//a', '/a/../b', '/a"b', '/a\\b'],
      IndexDocuments: [',', 'a,', ',a', 'a/b', 'a"b'],
      Include: [',', 'a,', ',a', 'a,,b', '/', '!a', './a', '../a', 'a*b*c*d*e*f', '*a*b*c*d*', 'a b', '[a-z]', '{a,b}', 'a"', 'a\\b'],
      MaxPaths: ['0', '01', '1.5', '1e3', '-1', '', '10000'],
      RoleArn: ['arn:aws:iam::1:role/a', 'arn:aws:iam::111111111111:role/a"b', 'role'],
      ExternalId: ['a', 'a b', 'a"b'],
    }
    for (const [name, values] of Object.entries(refused)) {
      for (const value of values) expect(isAllowed(template, name, value), `${name}=${value}`).to.equal(false)
    }
    for (const value of refused.Include) expect(isAllowed(template, 'Exclude', value), value).to.equal(false)
  })
})
