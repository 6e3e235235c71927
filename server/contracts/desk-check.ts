import { z } from 'zod'
import { clearanceKeys } from './asset.ts'
import { unitRef } from './unit.ts'
import { isoDateTime, uuid } from './values.ts'

/** What the desk looks at beside the clearance of each item. */
export const deskOnlyKeys = [
  /** In the trash, made a draft again, or otherwise out of the curators' sight. */
  'available',
  /** Taken back everywhere, and not let out since. */
  'recalled',
  'englishTitle',
  'englishSummary',
  'caption',
  /** It shows identifiable people and no consent is written down. */
  'personConsent',
  /** The right ends before the due day, or before the time of publication. */
  'rightsBeyondDue',
] as const
export const deskCheckKeys = [...clearanceKeys, ...deskOnlyKeys] as const
export type DeskCheckKey = (typeof deskCheckKeys)[number]
/** What a channel may ask for: there it blocks, elsewhere it only warns. */
export const deskRequirements = [
  'englishTitle',
  'englishSummary',
  'caption',
  'personConsent',
  'rightsBeyondDue',
] as const
export type DeskRequirement = (typeof deskRequirements)[number]

/** Where it is mended: on the item itself, in the texts for the channel, by waiting for a time, by the hub's own work. */
export const mendPlaces = ['asset', 'edits', 'time', 'hub', 'recall'] as const
/** One line of a nomination's checklist. */
export const deskCheck = z.object({
  asset: z.object({ id: uuid, title: z.string() }),
  key: z.enum(deskCheckKeys),
  ok: z.boolean(),
  severity: z.enum(['blocks', 'warns']),
  /** A sentence in the language of the request. */
  detail: z.string(),
  /** Null where it is met. */
  mendableBy: z
    .object({
      /** May the person who asks mend it? */
      you: z.boolean(),
      where: z.enum(mendPlaces),
      /** Whose editors may; null where no unit can (a file being processed, an embargo). */
      unit: unitRef.nullable(),
      /** Who uploaded it, where that person may still edit it. */
      person: z.object({ id: uuid, name: z.string() }).nullable(),
      curators: z.boolean(),
      /** It ends by itself then: an embargo, the first day of a right. */
      at: isoDateTime.nullable(),
    })
    .nullable(),
})
export type DeskCheck = z.infer<typeof deskCheck>
