import type { RemoteFailure } from '../suites/channel.suite.ts'
import { type Fault, type Seen, startFaultProxy } from './fault-proxy.ts'

const faults: Record<RemoteFailure['mode'], (failure: RemoteFailure) => Fault> = {
  '500': () => ({ status: 500, code: 'fault' }),
  '429': ({ retryAfter }) => ({ status: 429, code: 'slow', ...(retryAfter === undefined ? {} : { retryAfter }) }),
  hang: () => 'hang',
  'accept-then-drop': () => 'cut-answer',
  repeat: () => 'repeat',
}

/** A line to a real receiver that goes wrong as a test plans it; `opOf` says what a request is. */
export async function plannedFaults(target: string, opOf: (seen: Seen) => RemoteFailure['op'] | null) {
  let planned: (RemoteFailure & { left: number })[] = []
  const proxy = await startFaultProxy(target, seen => {
    const op = opOf(seen)
    const failure = planned.find(each => each.left > 0 && each.op === op)
    if (!failure) return 'pass'
    failure.left -= 1
    return faults[failure.mode](failure)
  })
  return {
    ...proxy,
    fail: (failure: RemoteFailure) => void planned.push({ ...failure, left: failure.times ?? 1 }),
    recover() {
      planned = []
    },
  }
}
