import { PermanentFault } from './permanent-fault.ts'

const machine =
  /no space left|cannot allocate memory|resource temporarily|permission denied|ENOENT|EACCES|killed with signal|no such filter|unknown encoder/i

// ffmpeg calls this want of memory; it is our bound (ffmpeg-guard.ts).
const bound = /exceeds max_streams/

/**
 * What ffmpeg and ffprobe ended with. Their words decide: what the machine lacks, or a kill from outside, may go better next time; the
 * rest is the file's fault.
 */
export function blameFfmpeg(words: string): Error {
  const said = words.length > 2500 ? `${words.slice(0, 400)}\n${words.slice(-2000)}` : words
  return machine.test(said) && !bound.test(said) ? new Error(said) : new PermanentFault('file-corrupt', said)
}
