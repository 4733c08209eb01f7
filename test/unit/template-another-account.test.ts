import { expect } from 'chai'
import { parseTemplate } from '../support/templates/cloudformation.ts'
import { isRejectedBy } from '../support/templates/evaluate.ts'
import { permissionsWith, readText } from '../support/templates/templates.ts'

const template = parseTemplate(readText('examples/another-account/template.yaml'))

const [distribution, tenant] = ['distribution/E1', 'distribution-tenant/dt_1'].map(name => `arn:aws:cloudfront::222222222222:${name}`)

const operations = ['CreateInvalidation', 'GetInvalidation', 'ListInvalidations']
const onDistribution = operations.map(operation => `cloudfront:${operation} on ${distribution}`)
const onTenant = operations.map(operation => `cloudfront:${operation}ForDistributionTenant on ${tenant}`)

describe('examples/another-account/template.yaml', () => {
  const permissions = (DistributionArns = '', TenantArns = '') => permissionsWith(template, { DistributionArns, TenantArns })

  it('allows nothing but the invalidation of the distributions and tenants that are named', () => {
    expect(permissions(distribution)).to.have.members(onDistribution)
    expect(permissions('', tenant)).to.have.members(onTenant)
    expect(permissions(distribution, tenant)).to.have.members([...onDistribution, ...onTenant])
  })

  it('requires a distribution or a tenant, before it creates anything', () => {
    const isRejected = isRejectedBy(template, 'DistributionsOrTenants')
    const given = [{ DistributionArns: `${distribution}` }, { TenantArns: `${tenant},${tenant}` }, {}]
    expect(given.map(parameters => isRejected({ DistributionArns: '', ...parameters }))).to.deep.equal([false, false, true])
  })
})
