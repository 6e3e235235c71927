import type { Use, UseEdit } from '#contracts/reuse'

/** Where something was used, as people type it. */
export type UseDraft = { url: string; event: string; printRun: string; note: string }
export type UseGap = 'url' | 'printRun'

export function draftOfUse({ url, event, printRun, note }: Use): UseDraft {
  return { url: url ?? '', event: event ?? '', printRun: printRun ? String(printRun) : '', note }
}

/** `5.000`, `5 000` and `5000` are one number; null for what is none, zero included. */
export function wholeNumber(typed: string): number | null {
  const digits = typed.replace(/[.,\s]/g, '')
  const number = Number(digits)
  return /^\d{1,9}$/.test(digits) && number > 0 && number <= 100_000_000 ? number : null
}

/** What is no address or number, in the order of the fields. */
export function gapsOfUse({ url, printRun }: UseDraft): UseGap[] {
  const gaps: UseGap[] = []
  if (url.trim() !== '' && !/^https?:\/\/\S+$/.test(url.trim())) gaps.push('url')
  if (printRun.trim() !== '' && wholeNumber(printRun) === null) gaps.push('printRun')
  return gaps
}

/** Only what changed and is filled: an edit cannot empty a member. */
export function editOfUse(before: UseDraft, after: UseDraft): UseEdit {
  const changed = (name: keyof UseDraft) => after[name].trim() !== '' && after[name].trim() !== before[name]
  const printRun = wholeNumber(after.printRun)
  return {
    ...(changed('url') ? { url: after.url.trim() } : {}),
    ...(changed('event') ? { event: after.event.trim() } : {}),
    ...(changed('printRun') && printRun ? { printRun } : {}),
    ...(changed('note') ? { note: after.note.trim() } : {}),
  }
}
