import { z } from 'zod'
import { doings } from './processing.ts'
import { isoDateTime, uuid } from './values.ts'

/**
 * How long a person waits for it, shortest first: somebody looks at the screen; a batch of theirs; what a folder, an archive or a
 * source brought in; what is only made anew.
 */
export const lanes = ['person', 'batch', 'import', 'renewal'] as const
export type Lane = (typeof lanes)[number]
const file = z.strictObject({ assetId: uuid, versionId: uuid, lane: z.enum(lanes).optional() })

/** Every job by name with its payload: ids, never rows. `workers/handlers.ts` does not compile without a handler for each. */
export const jobPayloads = {
  'rendition.image': file,
  'rendition.video': file,
  'rendition.document': file,
  'search.index': z.strictObject({ assetId: uuid }),
  /** Indexes anew what belongs to a unit's or a place's lineage; `after` is the last asset of the batch before. */
  'search.reindex': z.strictObject({ unitId: uuid.optional(), place: z.string().optional(), after: uuid.optional() }),
  'delivery.send': z.strictObject({ deliveryId: uuid }),
  'upload.ingest': z.strictObject({ uploadId: uuid }),
  /** Made by the clock, each minute. */
  'upload.sweep': z.object({}),
  /** Made by the clock (graphile-worker's crontab); what that adds is not looked at. */
  'rights.warn': z.object({}),
  /** Sends a person what waits for a letter: at once, or in the digest. */
  'notification.mail': z.strictObject({ personId: uuid, mode: z.enum(['at-once', 'digest']) }),
  /** Made by the clock. */
  'notification.digest': z.object({}),
  /** Made by the clock. */
  'recall.propose': z.object({}),
  /** Asks the malware scanner about one version; its renditions are asked for when it is clean. */
  'scan.file': file,
  /** By the clock: what has lain in the trash for long enough goes for good. */
  'trash.purge': z.object({}),
  /** By the clock: the feeds' ledger catches up with embargoes and rights that end by themselves. */
  'feeds.refresh': z.object({}),
  'webhook.send': z.strictObject({ deliveryId: uuid }),
  /** Makes the marked picture that share links show; idempotent by object. */
  'rendition.marked': z.strictObject({ objectId: uuid, assetId: uuid.optional() }),
  /** By the clock, every ten minutes: what newer recipes make otherwise. */
  'rendition.renew': z.object({}),
  'picture.compare': z.strictObject({ objectId: uuid }),
  /** By the clock, hourly: proves stored bytes against their SHA-256. */
  'fixity.run': z.object({}),
  /** Proves one object and its renditions now. */
  'fixity.check': z.strictObject({ objectId: uuid }),
  /** By the clock, nightly: what lies in the store and belongs to nothing. */
  'store.sweep': z.object({}),
  /** Takes what lies in an uploaded ZIP in, file by file. */
  'upload.unzip': z.strictObject({ zipId: uuid }),
  /** By the clock, each minute: the watched folder, where there is one. */
  'watch.look': z.object({}),
  /** By the clock, every five minutes: what receivers that call nobody back are still moderating. */
  'delivery.poll': z.object({}),
  /** By the clock, each minute: receipts that receivers left as files. */
  'receipt.take': z.object({}),
  /** By the clock, nightly: one comparison for each channel that can be asked. */
  'reconcile.all': z.object({}),
  /** Compares one channel with what its receiver holds. */
  'reconcile.channel': z.strictObject({ channelId: uuid }),
  /** By the clock, nightly: one look for each page that should be live. */
  'liveness.all': z.object({}),
  /** Looks at one delivery's public page. */
  'liveness.check': z.strictObject({ deliveryId: uuid }),
  /** As `delivery.send`, for what is taken back: nothing that is being sent holds it up. */
  'delivery.withdraw': z.strictObject({ deliveryId: uuid }),
  /** Takes a recalled asset out of the packages that show it. */
  'package.mend': z.strictObject({ assetId: uuid, personId: uuid }),
  /** By the clock, each minute: what is scheduled and may no longer go, what is due soon. */
  'desk.watch': z.object({}),
  /** By the clock, each minute: one reading for each source that is due. */
  'intake.poll': z.object({}),
  /** Reads one source. */
  'intake.fetch': z.strictObject({ sourceId: uuid }),
  /** Fetches a picture, film or file that a person wants with an item. */
  'intake.media': z.strictObject({ mediaId: uuid }),
  /** By the clock, each minute: who asked is told that a live stream begins soon. */
  'livestream.remind': z.object({}),
  /** Proxy, peaks, loudness and face of a sound. */
  'rendition.audio': file,
  /** Makes the pictures of the moment of a film that was chosen for an asset. */
  'rendition.poster': z.strictObject({ assetId: uuid, objectId: uuid }),
  /** Makes a file that somebody asked for. */
  'rendition.purpose': z.strictObject({ fileId: uuid }),
  /** Looks for the point of a picture where the eye goes. */
  'picture.focus': z.strictObject({ objectId: uuid }),
  /** Draws the run of a document's pages that begins with `first`. */
  'rendition.pages': z.strictObject({ assetId: uuid, versionId: uuid, first: z.int().min(1).max(100_000) }),
  /** Lets the machine read some pages of a version that have no text of their own. */
  'rendition.ocr': z.strictObject({ assetId: uuid, versionId: uuid }),
  /** Reads what a version's file says of itself. */
  'metadata.read': z.strictObject({ assetId: uuid, versionId: uuid }),
  /** By the clock, hourly: written copies that nobody took for long go; files that were never read are. */
  'metadata.tidy': z.object({}),
  /** Cuts a piece out of a film or sound. */
  'clip.cut': z.strictObject({ clipId: uuid }),
  /** By the clock: what the index lacks, or holds as an older recipe made it. */
  'search.catch-up': z.object({}),
  /** Makes the copies of a delivery's files that carry the approved words: where files are opened, not where they are sent. */
  'delivery.prepare': z.strictObject({ deliveryId: uuid }),
  /** By the clock, each minute: tells of what is new for saved searches; closes the counts of the day before. */
  'search.alert': z.object({}),
  /** Goes on with a bulk edit, whatever it is at: its dry run, its run or its undoing. */
  'bulk-edit.work': z.strictObject({ bulkEditId: uuid }),
  /** By the clock, nightly: compares the search indexes with the database and mends what differs. */
  'search.drift': z.object({}),
} as const
export type JobName = keyof typeof jobPayloads
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>

export const job = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'running', 'retrying', 'dead']),
  assetId: uuid.nullable(),
  assetTitle: z.string().nullable(),
  attempts: z.int(),
  maxAttempts: z.int(),
  reason: z.string().nullable(),
  runAt: isoDateTime,
  createdAt: isoDateTime,
  lane: z.enum(lanes).nullable(),
  /** Of a running one: since when, and in which process. */
  since: isoDateTime.nullable(),
  worker: z.object({ host: z.string(), pid: z.int() }).nullable(),
  /** Of the asset's unit, where the caller may see the asset. */
  unit: z.string().nullable(),
  /** Of an asset's file that is being worked on. */
  percent: z.int().nullable(),
  doing: z.enum(doings).nullable(),
  may: z.object({ cancel: z.boolean(), retry: z.boolean(), raise: z.boolean() }),
})
export const jobQuery = z.strictObject({
  state: z.enum(['waiting', 'running', 'retrying', 'dead']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const jobList = z.object({
  jobs: z.array(job),
  counts: z.object({ waiting: z.int(), running: z.int(), retrying: z.int(), dead: z.int() }),
  next: z.string().nullable(),
  /** System tools the workers miss; their jobs wait. */
  missingTools: z.array(z.string()),
  workers: z.int(),
})
export const jobAnswer = z.object({ job })
export type Job = z.infer<typeof job>
