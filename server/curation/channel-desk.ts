import { type ChannelLanguage, type ChannelTexts, channelLanguages, channelTexts } from '#contracts/desk'
import { type DeskRequirement, deskRequirements } from '#contracts/desk-check'
import type { Db, Tx } from '#server/platform/db'

/** What the desk asks of a channel, the hub's own setting applied. */
export type DeskOfChannel = { fourEyes: boolean; languages: ChannelLanguage[]; requires: DeskRequirement[] }

/** The key of the hub's own setting: `{ fourEyes: boolean }`. */
export const deskSettingKey = 'desk'

/** Whether the hub asks for four eyes where a channel says nothing. */
export async function hubFourEyes(db: Db | Tx): Promise<boolean> {
  const row = await db.setting.findUnique({ where: { key: deskSettingKey } })
  return (row?.value as { fourEyes?: unknown } | null | undefined)?.fourEyes === true
}

/** By channel id; a channel that nobody configured speaks Vietnamese and asks for nothing more. */
export async function desksOf(db: Db | Tx, channelIds: readonly string[]): Promise<ReadonlyMap<string, DeskOfChannel>> {
  const [hub, rows] = await Promise.all([
    hubFourEyes(db),
    db.channelDesk.findMany({ where: { channelId: { in: [...channelIds] } } }),
  ])
  const found = new Map(rows.map(row => [row.channelId, row]))
  return new Map(
    channelIds.map(id => {
      const row = found.get(id)
      return [
        id,
        {
          fourEyes: row?.fourEyes ?? hub,
          languages: channelLanguages
            .filter(each => (row?.languages ?? ['vi']).includes(each))
            .sort(order(row?.languages)),
          requires: deskRequirements.filter(each => row?.requires.includes(each)),
        },
      ]
    }),
  )
}

const order =
  (languages: readonly string[] = []) =>
  (a: string, b: string) =>
    languages.indexOf(a) - languages.indexOf(b)

/** Reads the column `nomination.texts`: by asset id. Throws where it is none: a defect. */
export function readTexts(json: unknown): Record<string, ChannelTexts> {
  return Object.fromEntries(Object.entries(json as object).map(([id, texts]) => [id, channelTexts.parse(texts)]))
}
