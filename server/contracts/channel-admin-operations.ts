import * as shapes from './channel-admin.ts'
import { deliveryQuery } from './delivery.ts'
import type { Operation } from './operation.ts'

const v1 = '/api/v1'
const asked = { tag: 'publication', method: 'get', status: 200 } as const

/** What the pages of channels, deliveries and recalls ask beside the rest. */
export const channelAdminOperations = {
  listChannelKinds: {
    ...asked,
    id: 'listChannelKinds',
    path: `${v1}/channel-kinds`,
    summary: 'Kinds of channels with their forms: settings, credentials',
    access: 'curate',
    answer: shapes.channelKindList,
  },
  countDeliveries: {
    ...asked,
    id: 'countDeliveries',
    path: `${v1}/delivery-counts`,
    summary: 'How many deliveries are in each state',
    access: 'session',
    query: deliveryQuery,
    answer: shapes.deliveryCounts,
  },
  listDiffering: {
    ...asked,
    id: 'listDiffering',
    path: `${v1}/liveness`,
    summary: 'Public pages that changed or were lost',
    access: 'curate',
    answer: shapes.differingList,
  },
  readUpdate: {
    ...asked,
    id: 'readUpdate',
    path: `${v1}/assets/{id}/updates`,
    summary: 'What was edited since the item was approved, channel by channel',
    access: 'curate',
    answer: shapes.updateDifference,
  },
  readAssetRecall: {
    ...asked,
    id: 'readAssetRecall',
    path: `${v1}/assets/{id}/recall`,
    summary: 'The recall of an item that stands',
    access: 'visible',
    answer: shapes.assetRecall,
  },
} as const satisfies Record<string, Operation>
