import type { ActKey } from './act-line.ts'

/** The acts that the hub records, with the sentence of each. */
export const auditActs: readonly { act: string; key: Exclude<ActKey, 'other'> }[] = [
  { act: 'asset.upload', key: 'assetUpload' },
  { act: 'asset.edit', key: 'assetEdit' },
  { act: 'asset.trash', key: 'assetTrash' },
  { act: 'asset.restore', key: 'assetRestore' },
  { act: 'article.create', key: 'articleCreate' },
  { act: 'nomination.create', key: 'nominationCreate' },
  { act: 'nomination.approve', key: 'nominationApprove' },
  { act: 'nomination.return', key: 'nominationReturn' },
  { act: 'recall.request', key: 'recallRequest' },
  { act: 'delivery.received', key: 'deliveryReceived' },
  { act: 'delivery.withdrawn', key: 'deliveryWithdrawn' },
  { act: 'delivery.retry', key: 'deliveryRetry' },
  { act: 'channel.create', key: 'channelCreate' },
  { act: 'channel.edit', key: 'channelEdit' },
  { act: 'channel.pause', key: 'channelPause' },
  { act: 'rendition.made', key: 'renditionMade' },
  { act: 'rendition.failed', key: 'renditionFailed' },
  { act: 'job.retry', key: 'jobRetry' },
  { act: 'person.create', key: 'personCreate' },
  { act: 'person.password', key: 'personPassword' },
  { act: 'session.sign-in', key: 'sessionSignIn' },
  { act: 'session.sign-out', key: 'sessionSignOut' },
]
