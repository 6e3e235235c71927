import type { NewPackage } from '#contracts/nomination'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { requireCampaign } from './campaigns.ts'
import { priorityRank } from './desk-filter.ts'
import { noteEntry } from './note-entry.ts'
import { type Placed, placeItems } from './package-roles.ts'

/**
 * Puts an item, or several that belong together, forward for channels: one nomination each, all or none. Returns their ids in the
 * order of the channels. Throws `not-found`, `not-allowed` for an item that is not the caller's to nominate, `still-draft` (a curator
 * could not see it), `already-nominated`, `unknown-term` for an unknown channel or campaign.
 */
export async function nominatePackage(db: Db, caller: Caller, wish: NewPackage): Promise<string[]> {
  return transaction(db, async tx => {
    requirePerson(caller.actor)
    const ids = wish.items.map(item => item.asset)
    // Locked in one order, so that none is put in the trash or made a draft again at this moment.
    await tx.$executeRaw`
      select from (select id from asset where id = any(${ids}::uuid[]) order by id for no key update) locked`
    const assets = new Map<string, AssetRow>()
    for (const id of ids) assets.set(id, await requireNominable(tx, caller, id))
    const items = placeItems(wish.items, new Map([...assets].map(([id, asset]) => [id, asset.kind])))
    const lead = assets.get(items[0]!.assetId)!
    if (wish.campaign) await requireCampaign(tx, wish.campaign)
    const packageId = newId()
    const made: string[] = []
    for (const code of new Set(wish.channels)) {
      const channel = await findChannel(tx, code)
      made.push(await insertOne(tx, caller, { wish, lead, items, channel, packageId }))
    }
    return made
  })
}

/** An asset that the caller may put forward now. Throws `not-found`, `not-allowed`, `rights-ended`, `still-draft`, `file-damaged`. */
export async function requireNominable(tx: Tx, caller: Caller, id: string): Promise<AssetRow> {
  const asset = await findReadableAsset(tx, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.nominate', asset)
  if (asset.visibility === 'draft') throw new ProblemError('still-draft')
  await requireWhole(tx, asset.version.objectId)
  return asset
}

type New = {
  wish: Omit<NewPackage, 'items' | 'channels'>
  lead: Pick<AssetRow, 'id' | 'unitId' | 'title'>
  items: readonly Placed[]
  channel: { id: string; name: string }
  packageId: string
}

async function insertOne(tx: Tx, caller: Caller, { wish, lead, items, channel, packageId }: New): Promise<string> {
  requirePerson(caller.actor)
  const id = newId()
  const by = caller.actor.id
  const added = await tx.$executeRaw`
    insert into nomination (id, asset_id, channel_id, note, nominated_by, unit_id, package_id, due_at, priority, campaign_id, publish_at)
    values (${id}::uuid, ${lead.id}::uuid, ${channel.id}::uuid, ${wish.note}, ${by}::uuid, ${lead.unitId}::uuid,
      ${packageId}::uuid, ${wish.dueAt}::timestamptz, ${priorityRank(wish.priority)}, ${wish.campaign}::uuid,
      ${wish.publishAt}::timestamptz)
    on conflict (asset_id, channel_id) where state = 'open' do nothing`
  if (added === 0) throw new ProblemError('already-nominated')
  await tx.nominationItem.createMany({ data: items.map(item => ({ ...item, nominationId: id })) })
  await noteEntry(tx, id, caller.actor, {
    kind: 'nominated',
    text: wish.note,
    facts: { items: items.length, channel: channel.name },
  })
  const subject = { subjectKind: 'asset', subjectId: lead.id, unitId: lead.unitId }
  const after = { title: lead.title, channel: channel.name, nomination: id, items: items.map(item => item.assetId) }
  await record(tx, caller, { act: 'nomination.create', ...subject, after })
  await notify(tx, {
    kind: 'nomination-made',
    subject: { kind: 'asset', id: lead.id },
    facts: { nominationId: id, channel: channel.name, note: wish.note.slice(0, 300) },
    to: { hubRole: 'curator' },
    by,
  })
  return id
}

/** A channel by code or id. Throws `unknown-term`. */
export async function findChannel(tx: Tx, codeOrId: string): Promise<{ id: string; name: string }> {
  const [row] = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from channel where code = ${codeOrId} or id::text = ${codeOrId}`
  if (!row)
    throw new ProblemError('unknown-term', {
      errors: [{ pointer: '/body/channel', code: 'unknown-channel', detail: codeOrId }],
    })
  return row
}
