import type { vi } from './words.ts'

type JobWord = keyof typeof vi.jobs.name
const words: Record<string, JobWord> = {
  'rendition.image': 'renditionImage',
  'rendition.video': 'renditionVideo',
  'rendition.audio': 'renditionAudio',
  'clip.cut': 'clipCut',
  'bulk-edit.work': 'bulkEditWork',
  'rendition.document': 'renditionDocument',
  'search.index': 'searchIndex',
  'search.reindex': 'searchReindex',
  'rendition.marked': 'renditionMarked',
  'rendition.renew': 'renditionRenew',
  'picture.compare': 'pictureCompare',
  'rendition.purpose': 'renditionPurpose',
  'picture.focus': 'pictureFocus',
  'delivery.send': 'deliverySend',
  'delivery.prepare': 'deliveryPrepare',
  'notification.mail': 'notificationMail',
  'fixity.run': 'fixityRun',
  'fixity.check': 'fixityCheck',
  'store.sweep': 'storeSweep',
  'delivery.poll': 'deliveryPoll',
  'receipt.take': 'receiptTake',
  'reconcile.all': 'reconcileAll',
  'reconcile.channel': 'reconcileChannel',
  'liveness.all': 'livenessAll',
  'liveness.check': 'livenessCheck',
  'feeds.refresh': 'feedsRefresh',
  'webhook.send': 'webhookSend',
  'rendition.pages': 'renditionPages',
  'rendition.ocr': 'renditionOcr',
}

/** A job's name for a person; undefined for a job that this page is too old to know: it is shown by its name. */
export function jobWord(name: string): JobWord | undefined {
  return words[name]
}
