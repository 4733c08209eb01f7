import { expect } from 'chai'
import { s3EventsContainer } from '../../../../src/entrypoints/s3-events/container.ts'
import { BatchPorts, Origins } from '../../../../src/entrypoints/wiring/tokens.ts'

describe('s3EventsContainer', () => {
  const before = process.env['ORIGINS']
  const setOrigins = (text: string | undefined): void => {
    if (text === undefined) delete process.env['ORIGINS']
    else process.env['ORIGINS'] = text
  }
  afterEach(() => setOrigins(before))

  it('wires all that a batch needs', () => {
    const ports = s3EventsContainer().get(BatchPorts)
    expect(ports).to.have.all.keys('cdn', 'reporter', 'clock', 'random', 'log')
    for (const [name, port] of Object.entries(ports)) expect(port, name).to.not.equal(undefined)
  })

  it('knows the origins that the environment names', () => {
    setOrigins('[{"bucket":"my-site","distributionId":"E1"}]')
    expect(s3EventsContainer().get(Origins)).to.have.nested.property('[0].bucket', 'my-site')
  })

  it('does not begin with origins that cannot be used, and says all that is wrong with them', () => {
    setOrigins('[{"bucket":"my site","distributionId":"E1"},{"bucket":"b-1"}]')
    expect(() => s3EventsContainer().get(Origins))
      .to.throw('The variable ORIGINS cannot be used as it is')
      .with.property('message')
      .that.matches(/\n- 0\.bucket: .*\n- 1\.distributionId: missing/)
    setOrigins(undefined)
    expect(() => s3EventsContainer().get(Origins)).to.throw('- ORIGINS: missing; expected an array such as')
  })
})
