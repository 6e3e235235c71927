import { ProblemError } from './problem-error.ts'

const maxDepth = 32
// A key that reaches an object's prototype where a careless program copies it. No member of the API is named so.
const hostile = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses parsed JSON that is deeper than 32 levels or names a prototype. Walks without recursion, so that depth cannot exhaust the
 * stack here either. Throws ProblemError `malformed-json` and `invalid-request`.
 */
export function refuseHostileJson(value: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > maxDepth) throw new ProblemError('malformed-json')
    for (const [name, member] of Object.entries(next.value)) {
      if (hostile.has(name)) {
        throw new ProblemError('invalid-request', {
          errors: [{ pointer: `/body/${name}`, code: 'unrecognized_keys', detail: 'not a member' }],
        })
      }
      open.push({ value: member, depth: next.depth + 1 })
    }
  }
}
