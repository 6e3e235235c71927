import type { ChannelTexts } from '#contracts/desk'
import type { DeskCheck, DeskCheckKey } from '#contracts/desk-check'
import type { UnitRef } from '#contracts/unit'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { NominationFacts } from '#server/access/nomination-rules'
import { type Asked, deskChecks } from './desk-checks.ts'
import { deskSentence } from './desk-sentence.ts'
import type { ItemRow } from './load-items.ts'

const inEdits: readonly DeskCheckKey[] = ['englishTitle', 'englishSummary', 'caption']

type Of = {
  actor: Actor
  nomination: NominationFacts
  items: readonly ItemRow[]
  texts: Readonly<Record<string, ChannelTexts>>
  asked: Asked
  units: ReadonlyMap<string, UnitRef>
  language: 'vi' | 'en'
}

/** The whole checklist of a nomination: each line with who can mend it, and whether who asks can. Hidden items show no title. */
export function checkViews({ actor, nomination, items, texts, asked, units, language }: Of): DeskCheck[] {
  return items.flatMap(item =>
    deskChecks(item, texts[item.id], asked).map(line => ({
      ...line,
      asset: { id: item.id, title: item.readable ? item.title : '' },
      detail: deskSentence(line.key, line.ok, language),
      mendableBy: line.ok ? null : mender(line.key, item),
    })),
  )

  function mender(key: DeskCheckKey, item: ItemRow): NonNullable<DeskCheck['mendableBy']> {
    const edits = inEdits.includes(key)
    const where = placeOf(key, item)
    const mends = where !== 'hub' && where !== 'recall'
    const may = edits
      ? can(actor, { act: 'nomination.edit', nomination })
      : item.readable && can(actor, { act: 'asset.edit', asset: item })
    return {
      where,
      you: where === 'recall' ? can(actor, { act: 'hub.curate' }) : mends && may,
      unit: mends ? (units.get(edits ? nomination.unitId : item.unitId) ?? null) : null,
      person:
        mends && !edits && item.readable && item.uploaderWorks && item.uploaderName
          ? { id: item.uploadedBy, name: item.uploaderName }
          : null,
      curators: where !== 'hub',
      at: key === 'embargo' ? (item.embargoUntil?.toISOString() ?? null) : startOf(key, item),
    }
  }
}

function placeOf(key: DeskCheckKey, item: ItemRow): NonNullable<DeskCheck['mendableBy']>['where'] {
  if (inEdits.includes(key)) return 'edits'
  if (key === 'recalled') return 'recall'
  if (key === 'embargo' || startOf(key, item)) return 'time'
  return key === 'renditions' && item.file === 'processing' ? 'hub' : 'asset'
}

/** A right that has not begun: its first day's first moment in Vietnam. */
function startOf(key: DeskCheckKey, { rightsFrom, now }: ItemRow): string | null {
  if (key !== 'validity' || !rightsFrom) return null
  const start = new Date(rightsFrom.getTime() - 7 * 3_600_000)
  return start > now ? start.toISOString() : null
}
