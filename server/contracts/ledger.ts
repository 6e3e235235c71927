import { z } from 'zod'
import { recallReasons } from './delivery.ts'
import { code, isoDate, isoDateTime, line, sha256, uuid } from './values.ts'

export const receiptSources = ['api', 'file-drop', 'by-hand'] as const
export const receiptStates = ['received', 'in_review', 'published', 'rejected', 'withdrawn'] as const

/** One line of the ledger: who said that it has, shows or took down what, and when the hub wrote it down. */
export const ledgerReceipt = z.object({
  id: uuid,
  deliveryId: uuid,
  receiptId: z.string(),
  source: z.enum(receiptSources),
  asset: z.object({ id: uuid, title: z.string() }),
  channel: z.object({ id: uuid, code: z.string(), name: z.string() }),
  version: z.int(),
  state: z.string(),
  publicUrl: z.string().nullable(),
  receivedAt: isoDateTime,
  recordedAt: isoDateTime,
  /** SHA-256 of the bytes as they came. */
  sha256,
})
export type LedgerReceipt = z.infer<typeof ledgerReceipt>
const filter = {
  /** Words of the item's title, or its id. */
  q: line(200).optional(),
  asset: uuid.optional(),
  channel: code.optional(),
  state: z.enum(receiptStates).optional(),
  source: z.enum(receiptSources).optional(),
  /** Days of Vietnam, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
}
export const receiptFilter = z.strictObject(filter)
export const receiptQuery = z.strictObject({
  ...filter,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const receiptList = z.object({ receipts: z.array(ledgerReceipt), next: z.string().nullable() })
export const receiptProof = z.object({
  receipt: ledgerReceipt,
  /** As they came, without cookies and credentials. */
  headers: z.record(z.string(), z.string()),
  /** The bytes, in base64. */
  raw: z.string(),
  digest: z.string(),
  /** Whether the bytes still have the hash that was written down with them. */
  intact: z.boolean(),
})
export type ReceiptProof = z.infer<typeof receiptProof>
export const livenessStates = ['live', 'changed', 'lost'] as const
export const livenessCheck = z.object({
  at: isoDateTime,
  url: z.string(),
  status: z.int().nullable(),
  state: z.enum([...livenessStates, 'unreachable']),
  foundTitle: z.string().nullable(),
  creditFound: z.boolean().nullable(),
  problem: z.string().nullable(),
})
/** What a channel's public page of an asset shows, as it was seen last. */
export const liveness = z.object({
  deliveryId: uuid,
  channel: z.object({ id: uuid, code: z.string(), name: z.string() }),
  publicUrl: z.string().nullable(),
  /** Null where nobody has looked yet. */
  state: z.enum(livenessStates).nullable(),
  since: isoDateTime.nullable(),
  checkedAt: isoDateTime.nullable(),
  /** The receiver itself said so. */
  portalEditedAt: isoDateTime.nullable(),
  /** The asset was edited here since this version was approved. */
  editedHere: z.boolean(),
  /** Newest first. */
  history: z.array(livenessCheck),
})
export type Liveness = z.infer<typeof liveness>
export const livenessList = z.object({ liveness: z.array(liveness) })

export const reconcileKinds = [
  'missing',
  'unknown',
  'older',
  'edited',
  'withdrawn-there',
  'still-live',
  'state',
] as const
export const reconcileActs = ['pushed', 'reported', 'needs-approval', 'withdrawing', 'noted'] as const
export const reconciliation = z.object({
  id: uuid,
  startedAt: isoDateTime,
  endedAt: isoDateTime.nullable(),
  seen: z.int(),
  problem: z.string().nullable(),
  findings: z.array(
    z.object({
      itemId: uuid,
      /** Null for what is not known here. */
      title: z.string().nullable(),
      kind: z.enum(reconcileKinds),
      acted: z.enum(reconcileActs),
      at: isoDateTime,
    }),
  ),
})
export type Reconciliation = z.infer<typeof reconciliation>
export const reconciliationList = z.object({ runs: z.array(reconciliation) })

/** One exchange with a receiver, whole; what is secret in it is blacked out. */
export const exchangeView = z.object({
  number: z.int(),
  at: isoDateTime,
  step: z.string(),
  method: z.string(),
  target: z.string(),
  status: z.int().nullable(),
  outcome: z.string(),
  problemType: z.string().nullable(),
  ms: z.int(),
  requestHash: z.string().nullable(),
  requestHeaders: z.record(z.string(), z.string()).nullable(),
  requestBody: z.string().nullable(),
  responseHeaders: z.record(z.string(), z.string()).nullable(),
  response: z.string().nullable(),
})
export type ExchangeView = z.infer<typeof exchangeView>
export const exchangeList = z.object({ exchanges: z.array(exchangeView) })
/** Which dead letters are sent again: those named, or all of a channel, at most 500 at a time. */
export const deadRetry = z.strictObject({ ids: z.array(uuid).min(1).max(500).optional(), channel: code.optional() })
export const deadRetryAnswer = z.object({
  retried: z.int(),
  refused: z.array(z.object({ id: uuid, detail: z.string() })),
})

/** Live there as it was, edited here since; or edited between the approval and the sending. */
export const pendingUpdate = z.object({
  asset: z.object({ id: uuid, title: z.string(), kind: z.string(), thumbUrl: z.string().nullable() }),
  channels: z.array(
    z.object({ id: uuid, code: z.string(), name: z.string(), why: z.enum(['edited', 'changed-since-approval']) }),
  ),
})
export type PendingUpdate = z.infer<typeof pendingUpdate>
export const pendingUpdates = z.object({ updates: z.array(pendingUpdate) })
/** `channels`: ids; all of those that wait where left out. */
export const updateApproval = z.strictObject({ channels: z.array(uuid).min(1).max(50).optional() })
export const updateAnswer = z.object({ queued: z.int() })

export const recallSummary = z.object({
  id: uuid,
  asset: z.object({ id: uuid, title: z.string(), kind: z.string(), thumbUrl: z.string().nullable() }),
  kind: z.enum(['takedown', 'kill']),
  reason: z.enum(recallReasons),
  public: z.string(),
  requestedAt: isoDateTime,
  /** Null where that person was erased. */
  requestedBy: z.string().nullable(),
  liftedAt: isoDateTime.nullable(),
  progress: z.object({
    channels: z.int(),
    channelsDone: z.int(),
    people: z.int(),
    peopleDone: z.int(),
    links: z.int(),
  }),
})
export type RecallSummary = z.infer<typeof recallSummary>
export const recallQuery = z.strictObject({ open: z.enum(['1']).optional() })
export const recallList = z.object({ recalls: z.array(recallSummary) })
export const recallPage = z.object({
  recall: recallSummary,
  channels: z.array(
    z.object({
      id: uuid,
      code: z.string(),
      name: z.string(),
      state: z.string(),
      attempts: z.int(),
      problemText: z.string().nullable(),
      updatedAt: isoDateTime,
    }),
  ),
  /** Links that would show the item; they do not while it is recalled. */
  links: z.array(
    z.object({ id: uuid, label: z.string(), collection: z.string(), madeBy: z.string(), downloads: z.int() }),
  ),
  people: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      unit: z.string().nullable(),
      downloads: z.int(),
      reuses: z.int(),
      toldAt: isoDateTime,
      acknowledgedAt: isoDateTime.nullable(),
      note: z.string(),
    }),
  ),
})
export type RecallPage = z.infer<typeof recallPage>
export const recallAcknowledgement = z.strictObject({ note: line(500).default('') })
/** Recalls that concern the person: they took or used the item. */
export const ownRecalls = z.object({
  recalls: z.array(
    z.object({
      id: uuid,
      asset: z.object({ id: uuid, title: z.string() }),
      reason: z.enum(recallReasons),
      requestedAt: isoDateTime,
      liftedAt: isoDateTime.nullable(),
      downloads: z.int(),
      reuses: z.int(),
      acknowledgedAt: isoDateTime.nullable(),
      note: z.string(),
    }),
  ),
})
export type OwnRecall = z.infer<typeof ownRecalls>['recalls'][number]
