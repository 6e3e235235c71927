// Imports nothing: the web reads these lists, and zod stays out of its first load.

/** For what an asset may be used, and is taken. */
export const reusePurposes = ['web', 'social', 'print', 'broadcast', 'exhibition', 'education', 'internal'] as const
export type ReusePurpose = (typeof reusePurposes)[number]

/** In what it may appear. */
export const rightsMedia = ['online', 'print', 'television', 'radio', 'exhibition'] as const
export type RightsMedium = (typeof rightsMedia)[number]

/** Where it may be used. */
export const rightsTerritories = ['province', 'vietnam', 'asean', 'world'] as const
export type RightsTerritory = (typeof rightsTerritories)[number]

/** Rights as an asset's answer says them; dates are calendar days of Vietnam, both inclusive. */
export type RightsSaid = {
  statement: string
  holder: string | null
  grant: string | null
  usageTerms: string | null
  territory: RightsTerritory | null
  media: readonly RightsMedium[]
  purposes: readonly ReusePurpose[]
  validFrom: string | null
  validUntil: string | null
  consent: { note: string | null; file: string | null; scope: string | null; withdrawnAt: string | null } | null
  personalData: boolean
  machineMade: boolean
}

/** Rights whose holder has said no more than this. */
export function plainRights(statement: string): RightsSaid {
  return {
    statement,
    ...{ holder: null, grant: null, usageTerms: null, territory: null, media: [], purposes: [] },
    ...{ validFrom: null, validUntil: null, consent: null, personalData: false, machineMade: false },
  }
}
