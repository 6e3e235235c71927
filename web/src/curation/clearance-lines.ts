import type { Clearance, ClearanceKey } from '#contracts/asset'

type File = 'processing' | 'ready' | 'failed' | 'damaged'
/** Who mends what is missing: the reader, the owning unit, nobody yet (the workers are at it), or only a new file. */
export type Mender = 'you' | 'unit' | 'wait' | 'newFile'
export type ClearanceLine = { key: ClearanceKey; ok: boolean; detail: string; mender: Mender | null }

export function clearanceLines(clearance: Clearance, file: File): ClearanceLine[] {
  return clearance.checks.map(({ key, ok, detail, mendable }) => ({
    key,
    ok,
    detail,
    mender: ok ? null : menderOf(key, mendable, file),
  }))
}

function menderOf(key: ClearanceKey, mendable: boolean, file: File): Mender {
  // Words cannot mend a picture that is not made: either the workers are still at it or the file itself is bad.
  if (key === 'renditions') return file === 'processing' || file === 'ready' ? 'wait' : 'newFile'
  // Dates and consents are the unit's to settle, on the item's own page.
  if (key === 'validity' || key === 'consent' || key === 'embargo') return 'unit'
  return mendable ? 'you' : 'unit'
}

export function countMissing(clearance: Clearance): number {
  return clearance.checks.filter(check => !check.ok).length
}

/** The list of a 409 `not-cleared` over the one on the screen: what the hub says now wins. */
export function withMissing(clearance: Clearance, missing: { key: string; detail: string }[]): Clearance {
  const now = new Map(missing.map(item => [item.key, item.detail]))
  return {
    cleared: missing.length === 0,
    checks: clearance.checks.map(check => ({
      ...check,
      ok: !now.has(check.key),
      detail: now.get(check.key) ?? check.detail,
    })),
  }
}
