import type { Capabilities } from './channel.ts'
import type { DeliveryFacts, FactsMedia } from './delivery-facts.ts'

/** The facts with the files that the receiver takes, companions included; or the problem of the first required one that it does not. */
export function fitItem(facts: DeliveryFacts, takes: Capabilities): DeliveryFacts | { problem: string; text: string } {
  const own = fitMedia(facts.media, takes)
  if ('problem' in own) return own
  const members: NonNullable<DeliveryFacts['members']>[number][] = []
  for (const member of facts.members ?? []) {
    const fitting = fitMedia(member.media, takes)
    if ('problem' in fitting) return fitting
    members.push({ ...member, media: fitting.media })
  }
  return { ...facts, media: own.media, members }
}

/** The files that the receiver takes; those that it does not and that are not required stay here. A required one is a problem. */
function fitMedia(
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
