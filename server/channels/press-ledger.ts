import { type Db, transaction } from '#server/platform/db'
import type { PressRecipient } from './press-form.ts'
import { pressTag } from './press-link.ts'

/** One letter of a delivery, as it is written down before anything is sent. */
export type PressLetterRow = {
  deliveryId: string
  tag: string
  address: string
  name: string
  title: string
  messageId: string
  state: string
  answer: string | null
  linksUntil: Date | null
  createdAt: Date
  sentAt: Date | null
}

type Begun = { deliveryId: string; title: string; host: string; linkDays: number | null }

/**
 * Writes the delivery's letters down, once: whoever joins or leaves the list later is no part of it. `linkDays` null: letters without
 * links. Answers all of them, sent or not, in the list's order of addresses.
 */
export async function beginLetters(
  db: Db,
  { deliveryId, title, host, linkDays }: Begun,
  recipients: readonly PressRecipient[],
): Promise<PressLetterRow[]> {
  await transaction(db, async tx => {
    if ((await tx.pressLetter.count({ where: { deliveryId } })) > 0) return
    const createdAt = new Date(Math.floor(Date.now() / 1000) * 1000)
    const linksUntil = linkDays === null ? null : new Date(createdAt.getTime() + linkDays * 86_400_000)
    await tx.pressLetter.createMany({
      data: recipients.map(({ address, name }) => {
        const tag = pressTag(deliveryId, address)
        return {
          deliveryId,
          tag,
          address,
          name,
          title,
          messageId: `${deliveryId}.${tag}@${host}`,
          createdAt,
          linksUntil,
        }
      }),
      skipDuplicates: true,
    })
  })
  return db.pressLetter.findMany({ where: { deliveryId }, orderBy: { address: 'asc' } })
}

/** Right before the server can have taken it: from now on the letter may have gone. */
export async function letterSending(db: Db, { deliveryId, tag }: PressLetterRow): Promise<void> {
  await db.pressLetter.update({ where: { deliveryId_tag: { deliveryId, tag } }, data: { state: 'sending' } })
}

/** What the server said of it. `waiting`: it did not go, that is certain. */
export async function letterAnswered(
  db: Db,
  { deliveryId, tag }: PressLetterRow,
  state: 'sent' | 'refused' | 'waiting',
  answer: string,
): Promise<void> {
  const data = { state, answer: answer.slice(0, 1000), ...(state === 'sent' ? { sentAt: new Date() } : {}) }
  await db.pressLetter.update({ where: { deliveryId_tag: { deliveryId, tag } }, data })
}

/**
 * The last letter about an item that went, or may have gone, to each address on a channel: whom a correction answers to, and whom a
 * withdrawal is owed. A letter that asked to take it down is the last word where it surely went: who had that is not asked again.
 */
export async function lastLetters(
  db: Db,
  { assetId, channelId, before }: { assetId: string; channelId: string; before: string },
): Promise<(PressLetterRow & { op: string })[]> {
  return db.$queryRaw`
    select distinct on (l.address) l.delivery_id as "deliveryId", l.tag, l.address, l.name, l.title,
      l.message_id as "messageId", l.state, l.answer, l.links_until as "linksUntil", l.created_at as "createdAt",
      l.sent_at as "sentAt", d.op
    from press_letter l join delivery d on d.id = l.delivery_id
    where d.asset_id = ${assetId}::uuid and d.channel_id = ${channelId}::uuid and d.id <> ${before}::uuid
      and (l.state = 'sent' or (l.state = 'sending' and d.op <> 'withdraw'))
    order by l.address, d.version desc`
}
