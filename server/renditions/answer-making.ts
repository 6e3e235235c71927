import type { Response } from 'express'

const wait = 1

/** Answers that a file is being made: 202 with Retry-After (RFC 9110 §10.2.3) and how far it is, in percent. */
export function answerMaking(res: Response, progress: number): void {
  res.set({ 'Retry-After': String(wait), 'Cache-Control': 'no-store' })
  res.status(202).json({ state: 'making', progress, retryAfterSeconds: wait })
}
