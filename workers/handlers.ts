import type { JobName, JobPayload } from '#contracts/job'
import type { Deps } from '#server/deps'
import { sweepStore } from '#server/fixity/sweep-store'
import { warnOfEndingRights } from '#server/reuse/warn-of-ending-rights'
import { sendDelivery } from './channels/send-delivery.ts'
import { checkDueObjects, checkOneObject } from './fixity/check-objects.ts'
import { makeDocumentRendition, makeImageRendition, makeVideoRendition } from './renditions/make-rendition.ts'
import { indexAsset } from './search/index-asset.ts'
import { reindexLineage } from './search/reindex-lineage.ts'

/** What a job is handed beside its payload. */
export type JobContext = Deps & { lastAttempt: boolean; signal: AbortSignal }

/** Every job and the function that does it: a job without one does not compile. */
export const handlers: { [N in JobName]: (payload: JobPayload<N>, context: JobContext) => Promise<void> } = {
  'rendition.image': makeImageRendition,
  'rendition.video': makeVideoRendition,
  'rendition.document': makeDocumentRendition,
  'search.index': indexAsset,
  'search.reindex': reindexLineage,
  'delivery.send': sendDelivery,
  'fixity.run': checkDueObjects,
  'fixity.check': checkOneObject,
  'store.sweep': (_payload, deps) => sweepStore(deps, { force: false }).then(() => {}),
  'rights.warn': (_payload, { db }) => warnOfEndingRights(db),
}
