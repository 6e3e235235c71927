import type { Db } from '#server/platform/db'
import type { ObjectStore } from '#server/storage/object-store'

export type PublicDeps = {
  db: Db
  store: ObjectStore
  /** The newest name of the hub, a setting. */
  hubName: () => Promise<string>
  config: {
    publicUrl: string
    limitRequests: boolean
    trustedProxies: readonly string[]
    /** Who answers for the hub towards harvesters (OAI-PMH asks for an address). */
    mail: { from: string }
  }
}
