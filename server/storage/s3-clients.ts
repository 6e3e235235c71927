import { S3Client } from '@aws-sdk/client-s3'
import type { StoreConfig } from '#server/platform/config'

export type S3Config = Omit<Extract<StoreConfig, { kind: 's3' }>, 'kind'>

/**
 * Two clients of one server: `quick` for questions and downloads, `upload` for parts and their completion, which may take minutes on a
 * server that copies parts together. Both retry by themselves with jittered backoff inside the SDK's token budget.
 */
export function openS3Clients(config: S3Config): { quick: S3Client; upload: S3Client } {
  const client = (requestTimeout: number, maxAttempts: number) =>
    new S3Client({
      endpoint: config.endpoint,
      region: config.region,
      credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      forcePathStyle: true,
      // Servers other than AWS refuse the SDK's newer trailing checksums. The signature covers each part's SHA-256 instead.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      retryMode: 'standard',
      maxAttempts,
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout,
        throwOnRequestTimeout: true,
        // Silence on an open connection. A viewer that pauses longer is cut and asks for the rest by range.
        socketTimeout: Math.max(requestTimeout, 120_000),
        // A slow viewer holds a connection for as long as it reads: the default of 50 would let fifty of them stop every upload.
        httpAgent: { keepAlive: true, maxSockets: 1_000 },
        httpsAgent: { keepAlive: true, maxSockets: 1_000 },
      },
    })
  return { quick: client(20_000, 3), upload: client(300_000, 5) }
}
