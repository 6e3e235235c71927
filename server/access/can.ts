import type { Actor } from './actor.ts'
import { type AssetFacts, inScope, readScope, termOf, underEmbargo, unitsWith } from './read-scope.ts'

/** What a person may want to do, with the facts that the answer rests on. */
export type Wish =
  | {
      act: 'asset.read' | 'asset.edit' | 'asset.nominate' | 'asset.trash' | 'asset.reuse' | 'asset.download'
      asset: AssetFacts
    }
  | { act: 'asset.upload'; unitId: string; curatingUnitId: string | null }
  | { act: 'hub.curate' }
  | { act: 'hub.administer' }

/**
 * May this actor do this? The one place that decides (docs/architecture.md has it as a table). An administrator may do what a
 * curator may. Nobody edits or nominates what they may not read. Trash is read by those who could edit the asset. What an embargo or
 * the rights' dates hold back is nobody's to reuse; its keepers may still fetch their own file.
 */
export function can(actor: Actor, wish: Wish): boolean {
  if (wish.act === 'hub.curate') return isStaff(actor)
  if (wish.act === 'hub.administer') return actor.kind === 'person' && actor.hubRoles.includes('administrator')
  if (wish.act === 'asset.upload') return mayUpload(actor, wish.unitId, wish.curatingUnitId)
  const { asset } = wish
  const readable = inScope(readScope(actor), asset)
  if (wish.act === 'asset.read') return readable && (asset.life === 'active' || mayEdit(actor, asset))
  if (!readable) return false
  if (wish.act === 'asset.reuse') return actor.kind === 'person' && mayLeave(asset)
  if (wish.act === 'asset.download') return mayLeave(asset) || mayEdit(actor, asset)
  if (!mayEdit(actor, asset)) return false
  if (wish.act === 'asset.trash' || wish.act === 'asset.edit') return true
  const term = termOf(asset)
  return asset.life === 'active' && term !== 'ended' && term !== 'withdrawn'
}

/** Whether the dates let the asset be used anew: not in the trash, no embargo, rights that run. */
function mayLeave(asset: AssetFacts): boolean {
  return asset.life === 'active' && !underEmbargo(asset) && termOf(asset) === 'current'
}

function isStaff(actor: Actor): boolean {
  return actor.kind === 'person' && actor.hubRoles.length > 0
}

function mayUpload(actor: Actor, unitId: string, curatingUnitId: string | null): boolean {
  if (isStaff(actor) && unitId === curatingUnitId) return true
  return unitsWith(actor, ['contributor', 'editor']).includes(unitId)
}

function mayEdit(actor: Actor, asset: AssetFacts): boolean {
  if (actor.kind === 'anonymous') return false
  if (isStaff(actor)) return true
  if (unitsWith(actor, ['editor']).includes(asset.unitId)) return true
  return asset.uploadedBy === actor.id && unitsWith(actor, ['contributor']).includes(asset.unitId)
}
