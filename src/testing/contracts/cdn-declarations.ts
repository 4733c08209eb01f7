import assert from 'node:assert/strict'
import type { Parameter } from '../../domain/codec/value.ts'
import type { CdnHarness, CdnUnderTest } from './cdn-harness.ts'
import { rightOf } from './expect.ts'
import type { TestRunner } from './runner.ts'

/** The cases of what an adapter declares: its capabilities, and the codecs of its parameters. */
export const declarationCases = <F>(
  { it }: TestRunner,
  { capabilities, targets, host, credentials }: CdnHarness<F>,
  under: () => CdnUnderTest<F>,
): void => {
  it('declares the capabilities that it is held to', () => {
    assert.deepEqual(under().cdn.capabilities, capabilities)
  })

  it('reads its own targets, hosts and examples as parameters, each time', () => {
    const { parameters, everyHost } = capabilities
    const valid: ReadonlyArray<readonly [Parameter | undefined, ReadonlyArray<string | undefined>]> = [
      [parameters.target, [targets.known, targets.other]],
      [parameters.host, [host, everyHost?.value]],
      [parameters.credentials?.principal, [credentials?.ofJob.principal]],
      [parameters.credentials?.qualifier, [credentials?.ofJob.qualifier]],
    ]
    for (const [parameter, values] of valid) {
      for (const value of [parameter?.example, ...values].flatMap(text => [text, text])) {
        if (parameter && value !== undefined) rightOf(parameter.codec.decode(value))
      }
    }
  })

  it('declares patterns that do not remember where they matched', () => {
    for (const pattern of [capabilities.tags?.pattern, capabilities.paths.unsupported?.pattern])
      assert.ok(!pattern?.global && !pattern?.sticky, `the pattern ${pattern} has the flag g or y`)
  })
}
