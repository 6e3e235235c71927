import { jobAnswer } from './job.ts'
import type { Operation } from './operation.ts'
import { processingAnswer } from './processing.ts'

const v1 = '/api/v1'

/** How far an asset's file is, and who may stop it or ask for it again. */
export const processingOperations = {
  readProcessing: {
    id: 'readProcessing',
    method: 'get',
    path: `${v1}/assets/{id}/processing`,
    tag: 'assets',
    summary: 'How far the renditions of an asset are: percent, what is being done, place in the line',
    access: 'asset:edit',
    status: 200,
    answer: processingAnswer,
  },
  cancelProcessing: {
    id: 'cancelProcessing',
    method: 'post',
    path: `${v1}/assets/{id}/processing/cancel`,
    tag: 'assets',
    summary: 'Stop making renditions of an asset; its original stays, and it can be asked for again',
    access: 'asset:edit',
    status: 200,
    answer: processingAnswer,
  },
  retryProcessing: {
    id: 'retryProcessing',
    method: 'post',
    path: `${v1}/assets/{id}/processing/retry`,
    tag: 'assets',
    summary: 'Make the renditions of an asset that failed or was stopped',
    access: 'asset:edit',
    status: 200,
    answer: processingAnswer,
  },
  cancelJob: {
    id: 'cancelJob',
    method: 'post',
    path: `${v1}/jobs/{number}/cancel`,
    tag: 'operations',
    summary: 'Stop the work on an asset’s file',
    access: 'administer',
    status: 202,
    answer: jobAnswer,
  },
  raiseJob: {
    id: 'raiseJob',
    method: 'post',
    path: `${v1}/jobs/{number}/raise`,
    tag: 'operations',
    summary: 'Put a waiting job before all others',
    access: 'administer',
    status: 202,
    answer: jobAnswer,
  },
} as const satisfies Record<string, Operation>
