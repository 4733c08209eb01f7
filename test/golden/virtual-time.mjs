// Loads the bundle named in BUNDLE, with a clock that stands still while the function works and jumps to the next timer
// when it waits. Pauses take no real time, and every run sees the same instants. Plain JavaScript, like local/lambda/runtime.mjs.
import http from 'node:http'
import { pathToFileURL } from 'node:url'

const origin = Number(process.env.TIME_LAPSE_ORIGIN)
let now = origin + Number(process.env.TIME_LAPSE_SKIPPED)
Date.now = () => now

// The caller moves the clock between two invocations.
process.on('message', ({ skipped }) => {
  now = origin + skipped
})

// A constant, so that a recording does not depend on how many random numbers are drawn, or in which order.
Math.random = () => 0.5

/** Turns of the event loop without any work, after which the function is taken to wait for a timer. */
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

/** Each request tells the recorder what time it is for the function. */
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
