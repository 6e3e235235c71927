import type { StoryboardPlan } from './ladder-args.ts'

/**
 * WebVTT that names for each stretch of the film its place on the sheet, as players read it (Media Fragments URI 1.0 §4.2.2). `sheet`
 * is the picture's address beside this file.
 */
export function storyboardVtt(
  plan: StoryboardPlan,
  { sheet, count, columns, durationMs }: { sheet: string; count: number; columns: number; durationMs: number },
): string {
  const step = plan.everySeconds * 1000
  const { width, height } = plan.thumb
  const cues = Array.from({ length: Math.min(count, plan.rows * columns) }, (_, at) => {
    const last = at === count - 1
    const [from, to] = [at * step, last ? Math.max(durationMs, at * step + 1) : (at + 1) * step]
    const [x, y] = [(at % columns) * width, Math.floor(at / columns) * height]
    return `${clock(from)} --> ${clock(to)}\n${sheet}#xywh=${x},${y},${width},${height}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}

/** `01:02:03.456`. */
function clock(ms: number): string {
  const whole = Math.round(ms)
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0')
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1000) % 60]
  return `${part(hours, 2)}:${part(minutes, 2)}:${part(seconds, 2)}.${part(whole % 1000, 3)}`
}
