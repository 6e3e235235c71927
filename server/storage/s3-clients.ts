import { S3Client } from '@aws-sdk/client-s3'
import type { StoreConfig } from '#server/platform/store-config'
import { type RetryBudget, retryWithin } from './s3-retry.ts'

export type S3Config = Omit<Extract<StoreConfig, { kind: 's3' }>, 'kind'>

/** How long one request may take, and how long all tries of it together may go on, in ms. */
export type S3Patience = { requestMs: number; silenceMs: number; retry: RetryBudget }
export type S3Times = { quick: S3Patience; upload: S3Patience }

const defaultTimes: S3Times = {
  quick: { requestMs: 20_000, silenceMs: 120_000, retry: { attempts: 5, forMs: 20_000 } },
  // A server that copies parts together takes minutes for a large object.
  upload: { requestMs: 300_000, silenceMs: 300_000, retry: { attempts: 8, forMs: 120_000 } },
}

/**
 * Two clients of one server: `quick` for questions and downloads, `upload` for parts and their completion, which may take minutes on a
 * server that copies parts together. Both retry by themselves with jittered backoff inside a budget.
 */
export function openS3Clients(config: S3Config, times = defaultTimes): { quick: S3Client; upload: S3Client } {
  const client = ({ requestMs, silenceMs, retry }: S3Patience) =>
    new S3Client({
      endpoint: config.endpoint,
      region: config.region,
      credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      forcePathStyle: true,
      // Servers other than AWS refuse the SDK's newer trailing checksums. Uploads carry a SHA-256 in a header (s3-digests.ts).
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      retryStrategy: retryWithin(retry),
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: requestMs,
        throwOnRequestTimeout: true,
        // Silence on an open connection. A viewer that pauses longer is cut and asks for the rest by range.
        socketTimeout: silenceMs,
        // A slow viewer holds a connection for as long as it reads: the default of 50 would let fifty of them stop every upload.
        httpAgent: { keepAlive: true, maxSockets: 1_000 },
        httpsAgent: { keepAlive: true, maxSockets: 1_000 },
      },
    })
  return { quick: client(times.quick), upload: client(times.upload) }
}
