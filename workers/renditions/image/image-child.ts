// The process that decodes pictures: forked by image-pool.ts, so that a crash or a bomb in a decoder ends this process and no other.

import { dropRights } from '../drop-rights.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { findFocus } from './find-focus.ts'
import { type ChildAnswer, type ChildCall, outOfMemory } from './image-child-protocol.ts'
import { makeStills } from './make-stills.ts'
import { writePurpose } from './write-purpose.ts'

// The worker promises to stay under 1 GB.
const rssLimit = 900 * 1024 * 1024

dropRights()
process.on('disconnect', () => process.exit(0))
process.on('message', (call: ChildCall) => void answer(call))
// libvips works on its own threads, so this timer runs during a decode.
setInterval(() => {
  if (process.memoryUsage.rss() > rssLimit) process.exit(outOfMemory)
}, 100).unref()

function doWork(call: ChildCall) {
  if (call.work === 'purpose') return writePurpose(call.request)
  return call.work === 'focus' ? findFocus(call.request) : makeStills(call.request)
}

async function answer(call: ChildCall): Promise<void> {
  try {
    send({ ok: true, result: await doWork(call) })
  } catch (error) {
    const failure = error instanceof PermanentFault ? error.failure : null
    send({ ok: false, failure, message: error instanceof Error ? error.message : String(error) })
  }
}

function send(message: ChildAnswer): void {
  process.send?.(message)
}
