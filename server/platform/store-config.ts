import { resolve } from 'node:path'
import { z } from 'zod'

/** Where bytes live. */
export type StoreConfig =
  | { kind: 'filesystem'; directory: string; minFreeBytes?: number }
  | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }

const words = z.string().optional()

/** The variables, for the schema of the whole environment. */
export const storeVariables = {
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: words,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: words,
  S3_SECRET_ACCESS_KEY: words,
}

type Values = { [V in keyof typeof storeVariables]?: string | undefined } & { S3_REGION: string }

/** The S3 server that is named, else the filesystem below the data directory; or which variables lack where one is named by half. */
export function readStore(
  values: Values,
  own: { dataDir: string; minFreeBytes: number },
): StoreConfig | { missing: string[] } {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = values
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  if (!endpoint && !bucket)
    return { kind: 'filesystem', directory: resolve(own.dataDir, 'store'), minFreeBytes: own.minFreeBytes }
  if (endpoint && bucket && accessKeyId && secretAccessKey)
    return { kind: 's3', endpoint, bucket, region, accessKeyId, secretAccessKey }
  const named = {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
  return { missing: Object.keys(named).filter(name => !named[name as keyof typeof named]) }
}
