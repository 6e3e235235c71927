import type { JobName, JobPayload } from '#contracts/job'
import { sweepZips } from '#server/bulk/sweep-zips'
import { unpackZip } from '#server/bulk/unpack-zip'
import { watchFolder } from '#server/bulk/watch-folder'
import { sweepBulkEdits } from '#server/bulk-edits/sweep-bulk-edits'
import { mendPackages } from '#server/channels/mend-packages'
import { proposeRecalls } from '#server/channels/propose-recalls'
import { watchDesk } from '#server/curation/watch-desk'
import type { Deps } from '#server/deps'
import { pruneMessages } from '#server/feeds/prune-messages'
import { refreshLedger } from '#server/feeds/refresh-ledger'
import { sweepStore } from '#server/fixity/sweep-store'
import { fetchMedia } from '#server/intake/fetch-media'
import { fetchSource, pollSources } from '#server/intake/fetch-source'
import { remindOfLivestreams } from '#server/intake/remind-of-livestreams'
import { comparePicture } from '#server/renditions/compare-picture'
import { renewRenditions } from '#server/renditions/renew-renditions'
import { renewWithTools } from '#server/renditions/renew-with-tools'
import { warnOfEndingRights } from '#server/reuse/warn-of-ending-rights'
import { closeDays } from '#server/saved-searches/close-days'
import { lookForNews } from '#server/saved-searches/look-for-news'
import { ingestStagedUpload } from '#server/uploads/ingest-staged-upload'
import { sweepUploads } from '#server/uploads/sweep-uploads'
import { purgeStoredObject } from './assets/purge-stored-object.ts'
import { purgeTrash } from './assets/purge-trash.ts'
import { workOnBulkEdit } from './bulk-edits/work-on-bulk-edit.ts'
import { checkAllPages } from './channels/check-all-pages.ts'
import { checkLiveness } from './channels/check-liveness.ts'
import { pollReviews } from './channels/poll-reviews.ts'
import { prepareDelivery } from './channels/prepare-delivery.ts'
import { reconcileAll, reconcileChannel } from './channels/reconcile-channel.ts'
import { sendDelivery } from './channels/send-delivery.ts'
import { takeReceiptFiles } from './channels/take-receipt-files.ts'
import { cutClip } from './clips/cut-clip.ts'
import { sendWebhook } from './feeds/send-webhook.ts'
import { checkDueObjects, checkOneObject } from './fixity/check-objects.ts'
import { readMetadata } from './metadata/read-metadata.ts'
import { tidyMetadata } from './metadata/tidy-metadata.ts'
import { mailNotifications } from './notifications/mail-notifications.ts'
import { sendDigests } from './notifications/send-digests.ts'
import { makeMarked } from './renditions/make-marked.ts'
import { makePages } from './renditions/make-pages.ts'
import { lookForFocus, makePurpose } from './renditions/make-purpose.ts'
import {
  makeAudioRendition,
  makeDocumentRendition,
  makeImageRendition,
  makeVideoRendition,
} from './renditions/make-rendition.ts'
import { hasTool } from './renditions/missing-tools.ts'
import { makeOcr } from './renditions/ocr/make-ocr.ts'
import { makeChosenPoster } from './renditions/video/make-chosen-poster.ts'
import { scanFile } from './scan/scan-file.ts'
import { catchUpIndex } from './search/catch-up-index.ts'
import { checkDrift } from './search/check-drift.ts'
import { indexAsset } from './search/index-asset.ts'
import { reindexLineage } from './search/reindex-lineage.ts'

/** What a job is handed beside its payload. */
export type JobContext = Deps & {
  lastAttempt: boolean
  signal: AbortSignal
  /** The job's number in the queue, and the runner that holds it. */
  job?: { jobId: string; lockedBy: string }
  /** A handler may take on more of its kind when it is done with its own, until the worker drains. */
  mayTakeAnother?: () => boolean
}

/** Every job and the function that does it: a job without one does not compile. */
export const handlers: { [N in JobName]: (payload: JobPayload<N>, context: JobContext) => Promise<void> } = {
  'rendition.image': makeImageRendition,
  'rendition.video': makeVideoRendition,
  'rendition.document': makeDocumentRendition,
  'search.index': indexAsset,
  'search.reindex': reindexLineage,
  'delivery.send': sendDelivery,
  'delivery.poll': (_payload, context) => pollReviews(context),
  'upload.ingest': ingestStagedUpload,
  'upload.sweep': (_payload, context) => sweepUploads(context).then(() => sweepZips(context)),
  'rendition.marked': makeMarked,
  'rendition.renew': async (_payload, { db }) => {
    await renewRenditions(db)
    await renewWithTools(db, { office: hasTool('soffice'), ocr: hasTool('tesseract') })
  },
  'picture.compare': comparePicture,
  'fixity.run': checkDueObjects,
  'fixity.check': checkOneObject,
  'store.sweep': (_payload, deps) => sweepStore(deps, { force: false }).then(() => {}),
  'receipt.take': (_payload, context) => takeReceiptFiles(context),
  'reconcile.all': (_payload, { db }) => reconcileAll(db),
  'reconcile.channel': reconcileChannel,
  'liveness.all': (_payload, { db }) => checkAllPages(db),
  'liveness.check': checkLiveness,
  'rights.warn': (_payload, { db }) => warnOfEndingRights(db),
  'notification.mail': mailNotifications,
  'notification.digest': (_payload, context) => sendDigests(context),
  'recall.propose': (_payload, { db }) => proposeRecalls(db),
  'scan.file': scanFile,
  'upload.unzip': unpackZip,
  'watch.look': (_payload, context) => watchFolder(context),
  'trash.purge': async (payload, deps) => {
    await purgeTrash(payload, { ...deps, purgeObject: objectId => purgeStoredObject(deps, objectId) })
    await sweepBulkEdits(deps.db)
  },
  'feeds.refresh': async (_payload, { db, config }) => {
    await refreshLedger(db, config.publicUrl)
    await pruneMessages(db)
  },
  'webhook.send': sendWebhook,
  'delivery.withdraw': sendDelivery,
  'package.mend': ({ assetId, personId }, { db }) => mendPackages(db, assetId, personId),
  'desk.watch': (_payload, { db }) => watchDesk(db),
  'intake.poll': (_payload, { db }) => pollSources(db),
  'intake.fetch': fetchSource,
  'intake.media': fetchMedia,
  'livestream.remind': (_payload, { db }) => remindOfLivestreams(db),
  'rendition.audio': makeAudioRendition,
  'rendition.poster': makeChosenPoster,
  'rendition.purpose': makePurpose,
  'picture.focus': lookForFocus,
  'rendition.pages': makePages,
  'rendition.ocr': makeOcr,
  'metadata.read': readMetadata,
  'metadata.tidy': (_payload, context) => tidyMetadata(context),
  'clip.cut': cutClip,
  'search.catch-up': (_payload, context) => catchUpIndex(context).then(() => {}),
  'delivery.prepare': prepareDelivery,
  'search.alert': async (_payload, context) => {
    await lookForNews(context)
    await closeDays(context.db)
  },
  'bulk-edit.work': workOnBulkEdit,
  'search.drift': (_payload, context) => checkDrift(context).then(() => {}),
}
