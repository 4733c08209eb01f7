// Loads the bundle named in BUNDLE with a virtual clock. The clock stands still while the function computes, and jumps to the next
// timer when the function waits. Pauses take no real time, and every run has the same times. Plain JavaScript, like
// local/lambda/runtime.mjs.
import http from 'node:http'
import { pathToFileURL } from 'node:url'

const origin = Number(process.env.TIME_LAPSE_ORIGIN)
let now = origin + Number(process.env.TIME_LAPSE_SKIPPED)
Date.now = () => now

// The caller advances the clock between invocations.
process.on('message', ({ skipped }) => {
  now = origin + skipped
})

// A constant, so that recordings do not depend on the number and order of random numbers.
Math.random = () => 0.5

/** After this many idle turns of the event loop, the function is assumed to wait for a timer. */
const idleTurns = 10

const wall = { clearTimeout, setImmediate }
const timers = new Set()
let callsInFlight = 0
let quietTurns = 0
let isWatching = false

/** The SDK reads its configuration files when a client is first used. */
const isReadingFiles = () => process.getActiveResourcesInfo().some(resource => resource.startsWith('FSReq'))

const fireNext = () => {
  const next = [...timers].reduce((earliest, timer) => (timer.at < earliest.at ? timer : earliest))
  timers.delete(next)
  now = Math.max(now, next.at)
  next.fire()
}

const watch = () => {
  isWatching = timers.size > 0 && callsInFlight === 0
  if (!isWatching) return
  quietTurns = isReadingFiles() ? 0 : quietTurns + 1
  if (quietTurns > idleTurns) {
    quietTurns = 0
    fireNext()
  }
  wall.setImmediate(watch)
}

const noteWork = () => {
  quietTurns = 0
  if (isWatching) return
  isWatching = true
  wall.setImmediate(watch)
}

globalThis.setTimeout = (callback, milliseconds = 0, ...rest) => {
  const timer = { at: now + milliseconds, fire: () => callback(...rest), ref: () => timer, unref: () => timer, hasRef: () => true }
  timers.add(timer)
  noteWork()
  return timer
}

globalThis.clearTimeout = timer => {
  if (!timers.delete(timer)) wall.clearTimeout(timer)
}

const { request } = http

/** Sends the virtual time to the recorder with each request. */
http.request = (...parameters) => {
  const call = request(...parameters)
  call.setHeader('x-virtual-time', String(now))
  callsInFlight += 1
  call.once('close', () => {
    callsInFlight -= 1
    noteWork()
  })
  return call
}

export const { handler } = await import(pathToFileURL(process.env.BUNDLE).href)
