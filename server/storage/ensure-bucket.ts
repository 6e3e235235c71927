import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3'
import { openS3Clients, type S3Config } from './s3-clients.ts'
import { asUnavailable, isMissing } from './s3-error.ts'

/**
 * Makes the hub's bucket where the server does not have it yet; private, as S3 makes them. Returns whether it was made. A bucket that
 * these keys may not look at (403) is left alone: the first put tells. Throws StoreUnavailable.
 */
export async function ensureBucket(config: S3Config): Promise<boolean> {
  const { quick } = openS3Clients(config)
  const Bucket = config.bucket
  try {
    await quick.send(new HeadBucketCommand({ Bucket }))
    return false
  } catch (error) {
    if (statusOf(error) === 403) return false
    if (!isMissing(error) && statusOf(error) !== 404) throw asUnavailable(error)
  }
  try {
    await quick.send(new CreateBucketCommand({ Bucket }))
    return true
  } catch (error) {
    // Another process of this hub was quicker.
    if (error instanceof Error && error.name === 'BucketAlreadyOwnedByYou') return false
    throw asUnavailable(error)
  } finally {
    quick.destroy()
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
}
