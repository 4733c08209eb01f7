import { describeRefusal, toRefusal } from './cloudfront/reply.ts'
import { type Finding, type Findings, notAsked, unclear } from './finding.ts'
import type { Probe } from './probe.ts'
import type { Answers } from './table.ts'
import type { World } from './world.ts'

const all = ({ questions }: Probe, finding: Finding<never>): Findings => Object.fromEntries(questions.map(question => [question, finding]))

/** One probe's findings. An error is a finding, too. */
const ask = async (probe: Probe, world: World, signal: AbortSignal): Promise<Findings> => {
  if (signal.aborted) return all(probe, notAsked('the run was interrupted'))
  try {
    return await probe.ask(world)
  } catch (error) {
    return all(probe, signal.aborted ? notAsked('the run was interrupted') : unclear(describeRefusal(toRefusal(error))))
  }
}

/** Runs the probes one after another. Ends early, with what was found, once the signal is aborted. */
export const runProbes = async (probes: ReadonlyArray<Probe>, world: World, signal: AbortSignal): Promise<ReadonlyArray<Answers>> => {
  const answers: Answers[] = []
  for (const probe of probes) {
    if (!signal.aborted) world.say(`Asking ${probe.questions.join(', ')}`)
    answers.push({ about: probe.about, findings: await ask(probe, world, signal) })
  }
  return answers
}
