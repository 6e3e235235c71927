import type { StoreConfig } from '#server/platform/store-config'
import { openFilesystemStore } from './filesystem-store.ts'
import type { ObjectStore } from './object-store.ts'

/** The store that the configuration names. Throws StoreUnavailable where a directory cannot be made; S3 is first asked at `check`. */
export async function openStore(config: StoreConfig): Promise<ObjectStore> {
  if (config.kind === 'filesystem') return openFilesystemStore(config.directory, config.minFreeBytes)
  // The SDK is slow to load and warns about old Node versions: only who uses S3 pays for it.
  const { openS3Store } = await import('./s3-store.ts')
  return openS3Store(config)
}
