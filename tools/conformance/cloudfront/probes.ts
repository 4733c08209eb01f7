import { GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { readings } from '../../../local/aws/readings.ts'
import { notAsked, unclear } from '../finding.ts'
import type { Probe } from '../probe.ts'
import type { World } from '../world.ts'
import {
  type Look,
  readAcceptance,
  readChangedResend,
  readEviction,
  readIdenticalResend,
  readNewInvalidation,
  readRefusedCharacter,
  readTag,
  readTenants,
} from './interpret.ts'
import { complete, create, look, resend, send, type Target } from './invalidate.ts'
import { describeRefusal, describeReply, type Reply } from './reply.ts'

/** A request that was accepted, for a later run to send again. */
export interface Sent {
  readonly distribution: string
  readonly reference: string
  readonly items: ReadonlyArray<string>
  readonly invalidation: string
  /** In milliseconds since 1970. */
  readonly at: number
}

const about = 'your distribution'

const path = (world: World, name: string): string => `/${world.name}/${name}`

const maxLooks = 30

/** Looks at a new invalidation until it is found. */
const lookAtNew = async (world: World, target: Target, id: string): Promise<ReadonlyArray<Look>> => {
  const start = performance.now()
  const looks: Look[] = []
  while (looks.length < maxLooks) {
    const seen = await look(world, target, id)
    const refusal = typeof seen === 'string' ? undefined : seen
    looks.push({ after: (performance.now() - start) / 1_000, refusal })
    if (refusal === undefined) break
    await world.pause(1)
  }
  return looks
}

/** Sends a request, the same again, and another one with its reference. `keep` keeps the first for a later run. */
export const resendProbe = (target: Target, keep: (sent: Sent) => void): Probe => ({
  about,
  questions: ['newInvalidation', 'identicalResend', 'changedResend'],
  does: 'invalidates a path, looks at it, sends the request again, and sends another one with the same reference',
  paths: 3,
  dollars: 0,
  ask: async world => {
    const items = [path(world, 'first')]
    const reference = target.nextReference()
    await world.pause(1)
    const first = await send(world, target, reference, items)
    if (first._tag === 'Refused') {
      const finding = unclear(`the first request: ${describeRefusal(first)}`)
      return { newInvalidation: finding, identicalResend: finding, changedResend: finding }
    }
    const looks = await lookAtNew(world, target, first.id)
    keep({ distribution: target.distribution, reference, items, invalidation: first.id, at: Date.now() })
    return {
      newInvalidation: readNewInvalidation(looks),
      identicalResend: readIdenticalResend(first.id, await resend(world, target, reference, items), 'after seconds'),
      changedResend: readChangedResend(await resend(world, target, reference, [path(world, 'other')]), 'after seconds'),
    }
  },
})

/** A time span in words. */
export const spanOf = (milliseconds: number): string => {
  const hours = milliseconds / 3_600_000
  return hours < 48 ? `after ${hours.toFixed(1)} hours` : `after ${(hours / 24).toFixed(1)} days`
}

/** Sends the request of an earlier run again, and another one with its reference. */
export const laterResendProbe = (target: Target, sent: Sent, now: number): Probe => ({
  about,
  questions: ['identicalResend', 'changedResend'],
  does: 'sends the request of the earlier run again, and another one with the same reference',
  paths: 2,
  dollars: 0,
  ask: async world => {
    const when = spanOf(now - sent.at)
    return {
      identicalResend: readIdenticalResend(sent.invalidation, await resend(world, target, sent.reference, sent.items), when),
      changedResend: readChangedResend(await resend(world, target, sent.reference, [path(world, 'other')]), when),
    }
  },
})

const characters = readings.refusedCharacter.filter(character => character !== 'none')

/** Invalidates a path for each character that is not encoded. */
export const characterProbe = (target: Target): Probe => ({
  about,
  questions: ['refusedCharacter'],
  does: `invalidates ${characters.length} paths, each with one of ${characters.join(' ')}`,
  paths: characters.length,
  dollars: 0,
  ask: async world => {
    const replies: (readonly [(typeof characters)[number], Reply])[] = []
    for (const character of characters) replies.push([character, await create(world, target, [path(world, `a${character}b`)])])
    return { refusedCharacter: readRefusedCharacter(replies) }
  },
})

/** Invalidates a path with `%27`. */
export const apostropheProbe = (target: Target): Probe => ({
  about,
  questions: ['escapedApostrophe'],
  does: 'invalidates a path with %27',
  paths: 1,
  dollars: 0,
  ask: async world => ({ escapedApostrophe: readAcceptance(await create(world, target, [path(world, 'a%27b')])) }),
})

/** Where the objects of a distribution are, and where it serves them. */
export interface Site {
  readonly bucket: string
  /** Without a slash at its end. */
  readonly url: string
}

/** What a URL serves. */
const fetchText = async (url: string): Promise<string> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
  return response.ok ? response.text() : `status ${response.status}`
}

/** Serves an object with `'` in its name, changes it, invalidates it with `%27`, and removes it. */
export const evictionProbe = (target: Target, { bucket, url }: Site): Probe => ({
  about,
  questions: ['apostropheEviction'],
  does: "puts an object with ' into the bucket, requests it, changes it, invalidates it with %27, requests it again, and deletes it",
  paths: 1,
  dollars: 0,
  ask: async world => {
    const object = { Bucket: bucket, Key: `${world.name}/it's` }
    const put = (Body: string) =>
      world.s3.send(new PutObjectCommand({ ...object, Body, ContentType: 'text/plain', CacheControl: 'max-age=3600' }))
    const request = () => fetchText(`${url}/${object.Key}`)
    try {
      await put('first')
      const before = await request()
      await put('second')
      const cached = await request()
      const reply = await create(world, target, [path(world, 'it%27s')])
      if (reply._tag === 'Refused') return { apostropheEviction: unclear(describeReply(reply)) }
      await complete(world, target, reply.id)
      return { apostropheEviction: readEviction({ before, cached, after: await request() }) }
    } finally {
      await world.s3.send(new DeleteObjectCommand(object))
    }
  },
})

/** Whether a distribution has no CacheTagConfig; `undefined` if that cannot be read. */
const hasNoTagConfig = async (world: World, { distribution }: Target): Promise<boolean | undefined> => {
  try {
    const { DistributionConfig } = await world.cloudfront.send(new GetDistributionConfigCommand({ Id: distribution }))
    return DistributionConfig === undefined ? undefined : DistributionConfig.CacheTagConfig === undefined
  } catch {
    return undefined
  }
}

/** Invalidates a tag, unless the distribution has tags. */
export const tagProbe = (target: Target): Probe => ({
  about,
  questions: ['tagsWithoutConfig'],
  does: 'reads whether the distribution has a CacheTagConfig, and invalidates a tag if it has none',
  paths: 1,
  dollars: 0,
  ask: async world => {
    const hasNone = await hasNoTagConfig(world, target)
    if (hasNone === false) return { tagsWithoutConfig: notAsked('the distribution has a CacheTagConfig') }
    return { tagsWithoutConfig: readTag(await create(world, target, [`#${world.name}`]), hasNone) }
  },
})

/** Invalidates a path of a distribution for tenants. */
export const tenantProbe = (target: Target): Probe => ({
  about: 'your multi-tenant distribution',
  questions: ['multiTenantDistribution'],
  does: 'invalidates a path of the multi-tenant distribution',
  paths: 1,
  dollars: 0,
  ask: async world => ({ multiTenantDistribution: readTenants(await create(world, target, [path(world, 'tenant')])) }),
})
