import { type MetadataDraft, toMetadata } from '../articles/metadata-draft.ts'
import type { UploadItem } from './upload-item.ts'

/** What is said of a file, as the hub takes it: the batch's words, and its own where it has some. */
export function metadataOf({ own, twice }: UploadItem, batch: MetadataDraft): string {
  return JSON.stringify({ ...toMetadata({ ...batch, ...own }, own), ...(twice ? { allowDuplicate: true } : {}) })
}
