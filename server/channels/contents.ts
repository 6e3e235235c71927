import { z } from 'zod'
import { type ChannelTexts, channelLanguages, channelTexts } from '#contracts/desk'

/** The texts that were approved for a channel; the first language is that of the item there. Kept with the delivery. */
export type Contents = {
  languages: readonly (typeof channelLanguages)[number][]
  texts: Readonly<Record<string, ChannelTexts>>
}
/** An item that goes along with a delivery's asset. */
export type Member = { assetId: string; role: string }
/** What one act of approval covers beside the asset: its companions, in their order, and the texts. */
export type Approved = { members: readonly Member[]; contents: Contents | null }

const shape = z.object({
  languages: z.array(z.enum(channelLanguages)).min(1),
  texts: z.record(z.string(), channelTexts),
})

/** Reads the column `delivery.contents`. Throws where it is none: a defect. */
export function readContents(json: unknown): Contents | null {
  return json === null || json === undefined ? null : shape.parse(json)
}
