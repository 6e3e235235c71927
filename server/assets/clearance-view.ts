import { type Clearance, clearanceKeys } from '#contracts/asset'
import { type ClearanceFacts, missingForClearance } from './clearance.ts'
import { clearanceSentence } from './clearance-sentence.ts'

/** The checklist as the API answers it; `mayEdit` says whether who asks could mend what is missing. */
export function clearanceView(asset: ClearanceFacts, mayEdit: boolean, language: 'vi' | 'en'): Clearance {
  const missing = new Set(missingForClearance(asset))
  return {
    cleared: missing.size === 0,
    checks: clearanceKeys.map(key => ({
      key,
      ok: !missing.has(key),
      detail: clearanceSentence(key, !missing.has(key), language),
      mendable: mayEdit && missing.has(key) && key !== 'renditions',
    })),
  }
}
