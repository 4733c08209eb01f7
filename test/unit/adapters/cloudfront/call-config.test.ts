import { writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { findCallConfig } from '../../../../src/adapters/cloudfront/call-config.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { scratchPerSuite } from '../../../support/worlds/cli.ts'

const none = { profile: undefined, region: undefined, endpoint: undefined }

describe('findCallConfig', () => {
  const scratch = scratchPerSuite()
  const before = { ...process.env }
  afterEach(() => {
    process.env = { ...before }
  })

  let files = 0

  /** The environment of a machine with one profile, and nothing else. The SDK reads a file of a name only once. */
  const useProfiles = (config = '[profile site]\nregion = eu-west-3\n'): void => {
    files += 1
    const [configFile, credentialsFile] = [scratch.path(`config-${files}`), scratch.path(`credentials-${files}`)]
    writeFileSync(configFile, config)
    writeFileSync(credentialsFile, '[site]\naws_access_key_id = AKIASITE\naws_secret_access_key = other\n')
    process.env = {
      HOME: scratch.path('home'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: configFile,
      AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    }
  }

  const keyOf = async ({ credentials }: { readonly credentials?: unknown }): Promise<string | undefined> =>
    typeof credentials === 'function' ? (await credentials()).accessKeyId : undefined

  it('takes credentials and Region of a profile', async () => {
    useProfiles()
    const config = rightOf(await findCallConfig({ ...none, profile: 'site' }))
    expect(config).to.include({ profile: 'site', region: 'eu-west-3' }).and.not.have.property('endpoint')
    expect(await keyOf(config)).to.equal('AKIASITE')
  })

  it('takes them of the profile in the environment', async () => {
    useProfiles()
    Object.assign(process.env, { AWS_PROFILE: 'site' })
    const config = rightOf(await findCallConfig(none))
    expect(config).to.include({ region: 'eu-west-3' }).and.not.have.any.keys('profile', 'endpoint')
    expect(await keyOf(config)).to.equal('AKIASITE')
  })

  it('prefers what it is given', async () => {
    useProfiles()
    expect(rightOf(await findCallConfig({ profile: 'site', region: 'cn-north-1', endpoint: 'http://x' }))).to.include({
      region: 'cn-north-1',
      endpoint: 'http://x',
    })
  })

  it('needs no Region, since CloudFront is global', async () => {
    useProfiles('')
    expect(rightOf(await findCallConfig({ ...none, profile: 'site' }))).to.include({ region: 'us-east-1' })
  })

  it('says why there are no credentials', async () => {
    useProfiles()
    expect(leftOf(await findCallConfig({ ...none, profile: 'other' })))
      .to.have.property('reason')
      .that.matches(/^Could not load credentials/)
  })

  it('shows no secret of a program that provides credentials', async () => {
    useProfiles('[profile broken]\ncredential_process = echo AKIAIOSFODNN7EXAMPLE\n')
    const { reason } = leftOf(await findCallConfig({ ...none, profile: 'broken' }))
    expect(reason).to.not.include('AKIAIOSFODNN7EXAMPLE')
  })
})
