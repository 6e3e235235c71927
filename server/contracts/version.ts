import { z } from 'zod'
import { isoDateTime, sha256, uuid } from './values.ts'

/** What is said with a new file of an asset. `allowDuplicate`: yes, although I may read another asset with the same bytes. */
export const versionMetadata = z.strictObject({ allowDuplicate: z.boolean().optional() })
export type VersionMetadata = z.infer<typeof versionMetadata>

/** One state of an asset's content. `file` is null for an article and for what was purged. */
export const assetVersion = z.object({
  number: z.int(),
  /** The one that the asset shows. */
  current: z.boolean(),
  createdAt: isoDateTime,
  /** Null where the person was erased. */
  createdBy: z.string().nullable(),
  /** `waiting` for the scanner or `infected`: its bytes go nowhere. */
  scan: z.enum(['waiting', 'clean', 'infected']).nullable(),
  file: z.object({ name: z.string(), url: z.string(), contentType: z.string(), size: z.int(), sha256 }).nullable(),
  /** It can be made the newest again. */
  restorable: z.boolean(),
})
export type AssetVersion = z.infer<typeof assetVersion>
export const versionList = z.object({ versions: z.array(assetVersion) })

/** A file in which the scanner found malware. */
export const quarantined = z.object({
  id: uuid,
  asset: z.object({ id: uuid, title: z.string() }),
  version: z.int(),
  fileName: z.string(),
  found: z.string(),
  unit: z.string(),
  uploadedBy: z.string().nullable(),
  at: isoDateTime,
})
export const quarantineList = z.object({ files: z.array(quarantined) })
