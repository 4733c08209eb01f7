import { ContainerModule } from 'inversify'
import { fastlyInvalidator } from '../../adapters/fastly/fastly-invalidator.ts'
import { readSettings } from '../../adapters/fastly/settings.ts'
import { tokenInEnvironment } from '../../adapters/http/api-token.ts'
import * as token from './tokens.ts'

const findToken = tokenInEnvironment({ file: 'FASTLY_API_TOKEN_FILE', value: 'FASTLY_API_TOKEN' })

/** Fastly as the CDN, configured by environment variables. */
export const fastlyModule = new ContainerModule(({ bind }) => {
  bind(token.CdnInvalidator).toResolvedValue(() => fastlyInvalidator(findToken(process.env), readSettings(process.env)))
})
