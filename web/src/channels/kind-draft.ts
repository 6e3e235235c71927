import type { Channel } from '#contracts/delivery'
import { readPressList } from './press-list.ts'

/** What the form asks of the kinds that are neither a portal nor a WordPress site, as it was typed. */
export type KindValues = {
  key: string
  ninjs: 'superdesk' | '3.1'
  assets: string
  page: string
  list: string
  days: number
  language: 'vi' | 'en'
  reply: string
}
export const noKindValues: KindValues = {
  ...{ key: '', ninjs: 'superdesk', assets: '', page: '' },
  ...{ list: '', days: 7, language: 'vi', reply: '' },
}
type Kind = Channel['kind']

const web = /^https?:\/\/\S+$/
const mail = /^[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}$/i

/** Which fields of this kind cannot be sent as they are. */
export function kindProblems(kind: Kind, values: KindValues): Partial<Record<keyof KindValues, boolean>> {
  if (kind === 'superdesk-ninjs') {
    const { key, assets, page } = values
    return {
      key: key.trim().length < 8,
      assets: assets.trim() !== '' && !web.test(assets.trim()),
      page: page.trim() !== '' && !(web.test(page.trim()) && page.includes('{id}')),
    }
  }
  if (kind !== 'mail') return {}
  const { recipients, unread } = readPressList(values.list)
  const reply = values.reply.trim()
  return { list: recipients.length === 0 || unread !== null, reply: reply !== '' && !mail.test(reply) }
}

/** Settings and credentials of a new channel of this kind. */
export function kindDraft(kind: Kind, values: KindValues) {
  if (kind === 'superdesk-ninjs') {
    const { key, ninjs } = values
    const [assets, page] = [values.assets.trim(), values.page.trim()]
    const settings = { ninjs, ...(assets ? { assets } : {}), ...(page ? { page } : {}) }
    return { settings, credentials: { key: key.trim() } }
  }
  if (kind !== 'mail') return {}
  const { days, language, list } = values
  const reply = values.reply.trim()
  const { recipients } = readPressList(list)
  return { settings: { recipients, linkDays: days, language, ...(reply ? { replyTo: reply } : {}) } }
}
