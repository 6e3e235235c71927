import type { z } from 'zod'
import type { assetMetadata } from '#contracts/asset'

/** Who uploads: the newspaper, the station, the department of culture, sports and tourism. */
export type DemoUnit = 'bao' | 'dai' | 'svhttdl'
/** What the uploader says, as field `metadata` of an upload takes it. */
export type DemoMetadata = z.input<typeof assetMetadata>
/** A file on disk with all that clearance asks for. */
export type DemoItem = { file: string; fileName: string; unit: DemoUnit; contentType: string; metadata: DemoMetadata }

/** CC BY 4.0, held by the unit: what the province's own works go out under. */
export function openRights(holder: string): DemoMetadata['rights'] {
  return { statement: 'https://creativecommons.org/licenses/by/4.0/', holder }
}
