import type { IncomingMessage } from 'node:http'
import { Problem } from './problem.ts'

/** The whole body, at most `max` bytes. Throws 413. */
export async function readBody(request: IncomingMessage, max: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > max) throw new Problem(413, 'too-large', `A body may have ${max} bytes.`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
