import { z } from 'zod'
import { channelAnswer, channelPause, channelTest, deliveryAnswer, handReceipt } from './delivery.ts'
import type { Operation } from './operation.ts'

const v1 = '/api/v1'

/** Channels and deliveries beside what operations.ts has of them. */
export const channelOperations = {
  testChannel: {
    id: 'testChannel',
    method: 'post',
    path: `${v1}/channels/{id}/test`,
    tag: 'channels',
    summary: 'Ask the receiver whether it lets the hub in, and say what is wrong',
    access: 'curate',
    status: 200,
    answer: z.object({ test: channelTest }),
  },
  pauseChannel: {
    id: 'pauseChannel',
    method: 'post',
    path: `${v1}/channels/{id}/pause`,
    tag: 'channels',
    summary: 'Pause a channel or let it go on: curators, and editors of the unit that owns it',
    access: 'session',
    body: channelPause,
    status: 200,
    answer: channelAnswer,
  },
  downloadPackage: {
    id: 'downloadPackage',
    method: 'get',
    path: `${v1}/deliveries/{id}/package`,
    tag: 'channels',
    summary: 'The BagIt package (RFC 8493, ZIP) of a delivery that a person publishes by hand',
    access: 'curate',
    status: 200,
    answer: 'bytes',
  },
  recordHandReceipt: {
    id: 'recordHandReceipt',
    method: 'post',
    path: `${v1}/deliveries/{id}/receipt`,
    tag: 'channels',
    summary: 'Write down that a delivery was published, or taken down, by hand',
    access: 'curate',
    body: handReceipt,
    status: 201,
    answer: deliveryAnswer,
  },
  readScreenshot: {
    id: 'readScreenshot',
    method: 'get',
    path: `${v1}/deliveries/{id}/screenshot`,
    tag: 'channels',
    summary: 'The newest screenshot that a receipt by hand came with',
    access: 'curate',
    status: 200,
    answer: 'bytes',
  },
} as const satisfies Record<string, Operation>
