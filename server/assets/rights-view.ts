import type { Asset } from '#contracts/asset'
import { purposeRefusal } from '#contracts/rights-purpose'
import { type RightsFacts, rightsSentence } from '#contracts/rights-sentence'
import { type RightsSaid, reusePurposes } from '#contracts/rights-values'

/** The columns that say an asset's rights. */
export type RightsRow = {
  rightsStatement: string | null
  rightsHolder: string | null
  rightsGrant: string | null
  usageTerms: string | null
  rightsTerritory: string | null
  rightsMedia: string[]
  rightsPurposes: string[]
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentNote: string | null
  consentFile: string | null
  consentScope: string | null
  consentWithdrawnAt: Date | null
  personalData: boolean
  machineMade: boolean
  credit: string
  embargoUntil: Date | null
}

/** The rights as plain values, all of them; null where no statement is recorded. The columns' checks hold the closed lists. */
export function rightsFacts(row: RightsRow): RightsFacts {
  const embargoUntil = row.embargoUntil?.toISOString() ?? null
  if (!row.rightsStatement) return { rights: null, credit: row.credit, embargoUntil }
  const rights: RightsSaid = {
    statement: row.rightsStatement,
    holder: row.rightsHolder,
    grant: row.rightsGrant,
    usageTerms: row.usageTerms,
    territory: row.rightsTerritory as RightsSaid['territory'],
    media: row.rightsMedia as RightsSaid['media'][number][],
    purposes: row.rightsPurposes as RightsSaid['purposes'][number][],
    validFrom: dayOf(row.rightsFrom),
    validUntil: dayOf(row.rightsUntil),
    consent: consentOf(row),
    personalData: row.personalData,
    machineMade: row.machineMade,
  }
  return { rights, credit: row.credit, embargoUntil }
}

/** The rights as the API answers them; the papers (grant, consent) are for those who may edit the asset. */
export function rightsView(
  row: RightsRow,
  mayEdit: boolean,
  now: Date,
): Pick<Asset, 'rights' | 'rightsSentence' | 'embargoUntil' | 'reuse'> {
  const facts = rightsFacts(row)
  const { rights, embargoUntil } = facts
  const consent =
    mayEdit || !rights?.consent ? (rights?.consent ?? null) : { ...rights.consent, note: null, file: null }
  const reuse = reusePurposes.map(purpose => ({ purpose, refusal: purposeRefusal(facts, purpose, now) }))
  const grant = mayEdit ? (rights?.grant ?? null) : null
  const shown = rights && { ...rights, grant, consent, media: [...rights.media], purposes: [...rights.purposes] }
  return { rights: shown, rightsSentence: rightsSentence(facts, now), embargoUntil, reuse }
}

function consentOf({ consentNote, consentFile, consentScope, consentWithdrawnAt }: RightsRow): RightsSaid['consent'] {
  const withdrawnAt = consentWithdrawnAt?.toISOString() ?? null
  if (!consentNote && !consentFile && !consentScope && !withdrawnAt) return null
  return { note: consentNote, file: consentFile, scope: consentScope, withdrawnAt }
}

const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
