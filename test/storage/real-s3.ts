import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { S3Config } from '#server/storage/s3-store'

const endpoint = process.env.S3_TEST_ENDPOINT
// A run that is to prove the hub must not pass without the server; a person's run says what it leaves out.
if (!endpoint && process.env.CI === 'true') {
  throw new Error(
    'S3_TEST_ENDPOINT is not set: in CI the S3 store is proved on a real server (scripts/s3-test-server.sh)',
  )
}

/** Whether a real S3 server is there to test on. Where CI=true and none is, importing this module throws. */
export const realS3 = endpoint !== undefined
/** For a test's title: why it is skipped, or nothing. */
export const whyNoS3 = realS3
  ? ''
  : ' (skipped: S3_TEST_ENDPOINT is not set; scripts/s3-test-server.sh starts a server)'
if (!realS3) console.warn(`the S3 store on a real server${whyNoS3}`)

/** What the store says at `openS3Store`: a server without the condition at the end of a multipart upload has the race, keys of one's own have not. */
export const racesInParts =
  process.env.S3_TEST_SERVER === 'radosgw'
    ? 'Ceph 16 completes a multipart upload over an object that stands'
    : undefined

export const s3Config: S3Config = {
  endpoint: endpoint ?? 'http://127.0.0.1:9',
  bucket: process.env.S3_TEST_BUCKET ?? 'hub-test',
  region: 'us-east-1',
  accessKeyId: process.env.S3_TEST_ACCESS_KEY_ID ?? 'test',
  secretAccessKey: process.env.S3_TEST_SECRET_ACCESS_KEY ?? 'test-secret',
}

/** A plain client of the test server, to look behind the store's back. */
export function s3Client(): S3Client {
  return new S3Client({
    endpoint: s3Config.endpoint,
    region: s3Config.region,
    credentials: s3Config,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
}

/** Makes a bucket where it is not there yet. */
export async function makeBucket(bucket: string): Promise<void> {
  await s3Client()
    .send(new CreateBucketCommand({ Bucket: bucket }))
    .catch((error: Error) => {
      if (!/BucketAlready/.test(error.name)) throw error
    })
}

/** What makes a hub keep its bytes in a bucket of the test server, or of a proxy before it. */
export function hubOnS3(bucket: string, endpoint = s3Config.endpoint ?? ''): Record<string, string> {
  return {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: s3Config.region,
    S3_ACCESS_KEY_ID: s3Config.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3Config.secretAccessKey,
  }
}

/** The keys in a bucket that begin with `prefix`, as the server itself says. */
export async function keysIn(bucket: string, prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3Client().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
  return Contents.map(({ Key }) => Key ?? '')
}

/** The keys of the multipart uploads that nobody has completed or aborted. */
export async function unfinishedIn(bucket: string): Promise<string[]> {
  const { Uploads = [] } = await s3Client().send(new ListMultipartUploadsCommand({ Bucket: bucket }))
  return Uploads.map(({ Key }) => Key ?? '')
}
