import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { Problem } from './problem.ts'

export type FailureMode = '500' | 'hang' | 'accept-then-drop' | '429' | 'slow' | 'acknowledge-twice'
/** How the next requests go wrong: `times` of them (1), of operation `op` (any). */
export type FailureRule = { mode: FailureMode; times?: number; op?: string; delayMs?: number; retryAfter?: number }
const modes: readonly FailureMode[] = ['500', 'hang', 'accept-then-drop', '429', 'slow', 'acknowledge-twice']

/** Any request goes wrong with this probability, in any way; the same seed draws the same lots. */
export type Flaky = { share: number; seed: number }

/** A portal that fails on demand, for the hub's tests and demonstrations. */
export function failures(flaky?: Flaky) {
  const draw = flaky ? lots(flaky.seed) : null
  let rules: (FailureRule & { left: number })[] = []
  return {
    add(rule: FailureRule): void {
      if (!(modes as readonly string[]).includes(rule.mode))
        throw new Problem(400, 'invalid', `mode is one of ${modes.join(', ')}`)
      rules.push({ ...rule, left: rule.times ?? 1 })
    },
    clear(): void {
      rules = []
    },
    /** The rule that this request falls under, used up by one. */
    next(op: string): FailureRule | null {
      const rule = rules.find(each => each.left > 0 && (!each.op || each.op === op))
      if (rule) rule.left -= 1
      if (rule || !draw || !flaky || draw() >= flaky.share) return rule ?? null
      return { mode: modes[Math.floor(draw() * modes.length)]!, delayMs: 200 }
    },
  }
}

/** Numbers in [0, 1) that the seed alone decides: the generator mulberry32. */
function lots(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What goes wrong before the request has any effect. `hang` ends when the other side gives up. */
export async function failBefore(rule: FailureRule, response: ServerResponse): Promise<void> {
  if (rule.mode === '500') throw new Problem(500, 'told-to-fail', 'This portal was told to fail.')
  if (rule.mode === '429') {
    throw new Problem(429, 'too-many-requests', 'Slower, please.', {
      headers: { 'retry-after': String(rule.retryAfter ?? 1) },
    })
  }
  if (rule.mode === 'slow') await wait(rule.delayMs ?? 1000)
  if (rule.mode === 'hang') await new Promise(resolve => response.once('close', resolve))
}
