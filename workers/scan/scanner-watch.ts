import type { ClamdAddress } from '#server/platform/clamd-config'
import { pingClamd } from './clamd.ts'

/**
 * Says what is missing: `clamd` while a scanner is configured and does not answer. Each call asks anew in the background and answers
 * what was found last, so that a silent scanner never delays a worker's heartbeat.
 */
export function scannerWatch(address: ClamdAddress | null): () => string[] {
  let away = false
  let asking = false
  return () => {
    if (address && !asking) {
      asking = true
      void pingClamd(address, 3_000).then(answers => {
        away = !answers
        asking = false
      })
    }
    return away ? ['clamd'] : []
  }
}
