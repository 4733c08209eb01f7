import { listPricePerItem } from '../../src/adapters/cloudfront/price.ts'
import { targetOf } from './cloudfront/invalidate.ts'
import {
  apostropheProbe,
  characterProbe,
  evictionProbe,
  laterResendProbe,
  resendProbe,
  type Sent,
  tagProbe,
  tenantProbe,
} from './cloudfront/probes.ts'
import { affordable, quotaProbe } from './cloudfront/quota-probe.ts'
import type { Options } from './options.ts'
import { historyProbe } from './pipeline/probe.ts'
import type { Probe } from './probe.ts'
import { stackProbe } from './probe-stack/probe.ts'

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0)

/** The most paths of these probes. */
const pathsOf = (probes: ReadonlyArray<Probe>): number => sum(probes.map(({ paths }) => paths))

const pricePerPath = listPricePerItem / 1_000

/** The most that these probes cost at list prices, in US dollars. */
export const costOf = (probes: ReadonlyArray<Probe>): number => pathsOf(probes) * pricePerPath + sum(probes.map(({ dollars }) => dollars))

/** What a run keeps, and what it reports. `earlier` is the request of the run that is resumed. */
export interface Hooks {
  readonly name: string
  readonly earlier: Sent | undefined
  readonly now: number
  readonly keep: (sent: Sent) => void
  readonly onLeft: () => void
}

const withoutQuotas = (options: Options, { name, keep, onLeft, earlier, now }: Hooks): ReadonlyArray<Probe> => {
  if (earlier !== undefined) return [laterResendProbe(targetOf(earlier.distribution, name), earlier, now)]
  const { distribution, multiTenant, site, pipeline, deploy } = options
  const target = targetOf(distribution ?? '', name)
  return [
    ...(distribution === undefined ? [] : [resendProbe(target, keep), characterProbe(target), apostropheProbe(target), tagProbe(target)]),
    ...(site === undefined ? [] : [evictionProbe(target, site)]),
    ...(multiTenant === undefined ? [] : [tenantProbe(targetOf(multiTenant, `${name}-tenants`))]),
    ...(pipeline === undefined ? [] : [historyProbe(pipeline)]),
    ...(deploy ? [stackProbe(onLeft)] : []),
  ]
}

/** The probes of a run, in their order. The quotas come last, with as many items as the rest of the money pays for. */
export const probesOf = (options: Options, hooks: Hooks): ReadonlyArray<Probe> => {
  const probes = withoutQuotas(options, hooks)
  if (!options.quotas) return probes
  const left = Math.floor((options.maxCost - costOf(probes)) / pricePerPath + 1e-9)
  const target = targetOf(options.distribution ?? '', `${hooks.name}-quotas`)
  return [...probes, quotaProbe(target, affordable(left))]
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`

/** What a run does and costs, as lines of text. */
export const describePlan = (probes: ReadonlyArray<Probe>): ReadonlyArray<string> => {
  const paths = pathsOf(probes)
  return [
    'This run',
    ...probes.map(
      ({ does, about, paths: most }) => `- ${about}: ${does}${most === 0 ? '' : ` (at most ${most} ${most === 1 ? 'path' : 'paths'})`}`,
    ),
    `It costs at most ${dollars(costOf(probes))} at list prices: ${paths} paths at $${pricePerPath}, and ${dollars(costOf(probes) - paths * pricePerPath)} for the rest.`,
    'The first 1,000 paths of a month are free, for all distributions of an account together.',
  ]
}
