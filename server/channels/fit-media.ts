import type { Capabilities } from './channel.ts'
import type { FactsMedia } from './delivery-facts.ts'

/** The files that the receiver takes; those that it does not and that are not required stay here. A required one is a problem. */
export function fitMedia(
  media: readonly FactsMedia[],
  takes: Capabilities,
): { media: FactsMedia[] } | { problem: string; text: string } {
  const fits = (file: FactsMedia) =>
    (takes.mediaTypes === 'any' || takes.mediaTypes.includes(file.contentType)) && file.size <= takes.maxMediaBytes
  const unfit = media.find(file => file.required && !fits(file))
  if (!unfit) return { media: media.filter(fits) }
  if (unfit.size > takes.maxMediaBytes)
    return {
      problem: 'too-large',
      text: `Tệp “${unfit.rendition}” lớn hơn mức cổng nhận (${takes.maxMediaBytes} byte).`,
    }
  return { problem: 'unsupported-type', text: `Cổng không nhận tệp loại ${unfit.contentType}.` }
}
