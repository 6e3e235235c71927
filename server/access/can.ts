import type { Actor } from './actor.ts'
import { type CollectionFacts, mayDoWithCollection } from './collection-rules.ts'
import { type LivestreamFacts, mayForUnit, maySeeLivestream } from './intake-rules.ts'
import { type KeyNeed, keyAllows } from './key-scopes.ts'
import { mayDoWithNomination, type NominationFacts } from './nomination-rules.ts'
import { type AssetFacts, inScope, readScope, termOf, underEmbargo, unitsWith, uploadUnits } from './read-scope.ts'

/** What a person may want to do, with the facts that the answer rests on. */
export type Wish =
  | {
      act:
        | 'asset.read'
        | 'asset.edit'
        | 'asset.nominate'
        | 'asset.trash'
        | 'asset.reuse'
        | 'asset.download'
        | 'asset.share'
      asset: AssetFacts
    }
  | { act: 'collection.read' | 'collection.edit' | 'collection.manage'; collection: CollectionFacts }
  | { act: 'asset.upload'; unitId: string; curatingUnitId: string | null }
  | { act: 'unit.invite'; unitId: string }
  | { act: 'channel.pause'; unitId: string }
  | {
      act: 'nomination.read' | 'nomination.comment' | 'nomination.edit' | 'nomination.take'
      nomination: NominationFacts
    }
  | { act: 'intake.read' | 'broadcast.read' | 'broadcast.edit' | 'livestream.edit'; unitId: string }
  | { act: 'livestream.read'; livestream: LivestreamFacts }
  | { act: 'hub.curate' }
  | { act: 'hub.administer' }

// A new wish does not compile until it says here what an API key needs for it.
const needOf: Record<Wish['act'], KeyNeed> = {
  // Whether a program may read was asked of the operation: an upload's answer shows what was uploaded to a key that cannot read.
  'asset.read': 'anybody',
  'asset.edit': 'edit',
  'asset.nominate': 'nominate',
  'asset.trash': 'edit',
  // A use stands in a person's name: whose it is, that person says.
  'asset.reuse': 'never',
  'asset.download': 'read',
  // A link stands in a person's name too, and outlives the key.
  'asset.share': 'never',
  'collection.read': 'read',
  'collection.edit': 'edit',
  'collection.manage': 'edit',
  'asset.upload': 'upload',
  'unit.invite': 'never',
  'channel.pause': 'never',
  // As `asset.read`: the operation has asked.
  'nomination.read': 'anybody',
  // What is said at the desk is said by a person.
  'nomination.comment': 'never',
  'nomination.edit': 'never',
  'nomination.take': 'never',
  'intake.read': 'read',
  'broadcast.read': 'read',
  // Who wrote it down shows only as that person's own act, or as a new airing by a key that may upload.
  'broadcast.edit': 'never',
  'livestream.read': 'read',
  'livestream.edit': 'never',
  'hub.curate': 'curate',
  'hub.administer': 'never',
}

/**
 * May this actor do this? The one place that decides; docs/permissions.md is its table, written from it by
 * `npm run permissions`. An administrator may do what a
 * curator may. A key may what its owner may, within its scopes. Nobody edits or nominates what they may not read. Trash is read by
 * those who could edit the asset. What a recall, an embargo or the rights' dates hold back is nobody's to reuse; its keepers may still fetch
 * their own file. To people outside anybody may show what is public anyhow, and an asset's keepers what is theirs.
 */
export function can(actor: Actor, wish: Wish): boolean {
  if (!keyAllows(actor, needOf[wish.act])) return false
  if (wish.act === 'hub.curate') return isStaff(actor)
  if (wish.act === 'hub.administer') return actor.kind === 'person' && actor.hubRoles.includes('administrator')
  if (wish.act === 'asset.upload') return mayUpload(actor, wish.unitId, wish.curatingUnitId)
  if (wish.act === 'channel.pause') return isStaff(actor) || unitsWith(actor, ['editor']).includes(wish.unitId)
  if (wish.act === 'unit.invite') return mayInvite(actor, wish.unitId)
  if ('nomination' in wish) return mayDoWithNomination(actor, wish.act, wish.nomination)
  if (wish.act === 'livestream.read') return maySeeLivestream(actor, wish.livestream)
  if ('unitId' in wish) return mayForUnit(actor, wish.act, wish.unitId)
  if ('collection' in wish) return mayDoWithCollection(actor, wish.act, wish.collection)
  const { asset } = wish
  const readable = inScope(readScope(actor), asset)
  if (wish.act === 'asset.read') return readable && (asset.life === 'active' || mayEdit(actor, asset))
  if (!readable) return false
  if (wish.act === 'asset.reuse') return actor.kind === 'person' && mayLeave(asset)
  if (wish.act === 'asset.share') return mayLeave(asset) && (asset.visibility === 'public' || mayEdit(actor, asset))
  if (wish.act === 'asset.download') return mayLeave(asset) || mayEdit(actor, asset)
  if (!mayEdit(actor, asset)) return false
  if (wish.act === 'asset.trash' || wish.act === 'asset.edit') return true
  const term = termOf(asset)
  return asset.life === 'active' && term !== 'ended' && term !== 'withdrawn'
}

/** Whether the asset may be used anew: not in the trash, not recalled, no embargo, rights that run. */
function mayLeave(asset: AssetFacts): boolean {
  return asset.life === 'active' && !asset.recalledAt && !underEmbargo(asset) && termOf(asset) === 'current'
}

function isStaff(actor: Actor): boolean {
  return actor.kind === 'person' && actor.hubRoles.length > 0
}

function mayUpload(actor: Actor, unitId: string, curatingUnitId: string | null): boolean {
  if (isStaff(actor) && unitId === curatingUnitId) return true
  return uploadUnits(actor).includes(unitId)
}

function mayInvite(actor: Actor, unitId: string): boolean {
  return can(actor, { act: 'hub.administer' }) || unitsWith(actor, ['editor']).includes(unitId)
}

function mayEdit(actor: Actor, asset: AssetFacts): boolean {
  if (actor.kind === 'anonymous') return false
  if (isStaff(actor)) return true
  if (unitsWith(actor, ['editor']).includes(asset.unitId)) return true
  return asset.uploadedBy === actor.id && unitsWith(actor, ['contributor']).includes(asset.unitId)
}
