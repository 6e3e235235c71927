import { type MetadataDraft, toMetadata } from '../articles/metadata-draft.ts'
import { todayInVietnam } from '../articles/today.ts'
import { batchFor } from './proposed-words.ts'
import type { UploadItem } from './upload-item.ts'

/** What is said of a file, as the hub takes it: the batch's words, its own where it has some, and in empty fields what it says of itself. */
export function metadataOf(item: UploadItem, batch: MetadataDraft, today = todayInVietnam(new Date())): string {
  const { own, twice } = item
  const words = toMetadata({ ...batchFor(item, batch, today), ...own }, own)
  return JSON.stringify({ ...words, ...(twice ? { allowDuplicate: true } : {}) })
}
