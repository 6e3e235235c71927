import { type AssetEdit, assetEdit } from '#contracts/asset'
import type { BulkField, BulkValue } from '#contracts/bulk-edit-values'
import { difference, type Fields, rightsFields } from './asset-fields.ts'
import { RowRefusal } from './row-refusal.ts'

const ofRights = new Set<BulkField>(rightsFields)

/**
 * The edit that leads from one state of an asset to another, as a person at its page would send it, judged by the same schema. Null
 * where nothing differs. Throws RowRefusal `value-refused` with the fields that do not fit. Pure.
 */
export function editOf(from: Fields, to: Fields): AssetEdit | null {
  const changed = Object.entries(difference(from, to).after) as [BulkField, BulkValue][]
  if (changed.length === 0) return null
  const said: Record<string, unknown> = Object.fromEntries(changed.filter(([field]) => !ofRights.has(field)))
  if (changed.some(([field]) => ofRights.has(field))) said.rights = rightsOf(to)
  const parsed = assetEdit.safeParse(said)
  if (parsed.success) return parsed.data
  // Which member of a union's branch it was is not said: the fields of the rights that changed stand for it.
  const named = parsed.error.issues.flatMap(({ path: [head] }) =>
    head === 'rights' ? changed.map(([field]) => field).filter(field => ofRights.has(field)) : [String(head ?? '')],
  )
  throw new RowRefusal('value-refused', [...new Set(named)].join(', '))
}

function rightsOf({ rights: statement, holder, grant, usageTerms, territory, media, purposes, ...rest }: Fields) {
  if (statement === null) return null
  const { validFrom, validUntil, consent, personalData, machineMade } = rest
  return present({
    ...{ statement, holder, grant, usageTerms, territory, media, purposes, validFrom, validUntil },
    consent: typeof consent === 'string' ? present(JSON.parse(consent) as object) : null,
    ...{ personalData, machineMade },
  })
}

const present = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
