import type { Doing } from '#contracts/processing'
import { signal } from '#server/notifications/event-channel'
import type { Db } from '#server/platform/db'
import { type ShownObject, showsObject } from './assets-of-object.ts'

export type ProgressReporter = {
  /** Says how far it is, 0 to 100, and what is being done where that is another thing now. Cheap: most calls write nothing. */
  report(percent: number, doing?: Doing): void
  /** Resolves when nothing is being written; the first error of a write is thrown here. */
  settle(): Promise<void>
}

/**
 * Writes `asset.progress` of the asset that waits for this object: at most once in `everyMs`, never two at once, never backwards,
 * and never 100: only the recorded result is the end.
 */
export function progressReporter(db: Db, shown: ShownObject, everyMs = 1000): ProgressReporter {
  let written = 0
  let told: Doing | null = null
  let lastAt = Number.NEGATIVE_INFINITY
  let writing: Promise<void> | null = null
  let failure: unknown
  const write = async (percent: number, doing: Doing | null): Promise<void> => {
    try {
      const moved = await db.$queryRaw<{ id: string }[]>`
        update asset a set progress = greatest(a.progress, ${percent}::int), doing = ${doing}
        where a.file = 'processing' and (a.progress < ${percent}::int or a.doing is distinct from ${doing}) and ${showsObject(shown)}
        returning a.id`
      for (const { id } of moved) await signal(db, 'a', id)
    } catch (error) {
      failure ??= error
    } finally {
      writing = null
    }
  }
  return {
    report(percent, doing) {
      const whole = Math.min(99, Math.max(0, Math.floor(percent)))
      const now = performance.now()
      const next = doing ?? told
      if (writing || (whole <= written && next === told) || now - lastAt < everyMs) return
      written = Math.max(whole, written)
      told = next
      lastAt = now
      writing = write(written, told)
    },
    async settle() {
      await writing
      if (failure) throw failure
    },
  }
}
