import { PermanentFault } from './permanent-fault.ts'

/** ffmpeg's words decide: what the machine lacks may go better next time; the rest is the file's fault. */
export function blameFfmpeg(words: string): Error {
  const last = words.slice(-2000)
  if (/no space left|cannot allocate memory|resource temporarily|permission denied/i.test(last)) return new Error(last)
  return new PermanentFault('file-corrupt', last)
}
