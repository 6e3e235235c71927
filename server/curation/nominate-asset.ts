import type { Caller } from '#server/access/caller'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'

/**
 * Puts an asset forward for a channel. Returns the nomination's id. Throws `not-allowed`, `still-draft` (a curator could not see
 * it), `already-nominated`, `unknown-term` for an unknown channel.
 */
export async function nominateAsset(
  db: Db,
  caller: Caller,
  assetId: string,
  wish: { channel: string; note: string },
): Promise<string> {
  return transaction(db, async tx => {
    requirePerson(caller.actor)
    // Locked, so that it is not put in the trash or made a draft again at this moment.
    await tx.$executeRaw`select from asset where id = ${assetId}::uuid for no key update`
    const asset = await findReadableAsset(tx, caller.actor, assetId)
    requireAssetAct(caller.actor, 'asset.nominate', asset)
    if (asset.visibility === 'draft') throw new ProblemError('still-draft')
    await requireWhole(tx, asset.version.objectId)
    const channel = await findChannel(tx, wish.channel)
    const id = newId()
    const added = await tx.$executeRaw`
      insert into nomination (id, asset_id, channel_id, note, nominated_by, unit_id)
      values (${id}::uuid, ${assetId}::uuid, ${channel.id}::uuid, ${wish.note}, ${caller.actor.id}::uuid, ${asset.unitId}::uuid)
      on conflict (asset_id, channel_id) where state = 'open' do nothing`
    if (added === 0) throw new ProblemError('already-nominated')
    const after = { title: asset.title, nomination: id, channel: wish.channel, note: wish.note }
    await record(tx, caller, {
      act: 'nomination.create',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      after,
    })
    await notify(tx, {
      kind: 'nomination-made',
      subject: { kind: 'asset', id: assetId },
      facts: { nominationId: id, channel: channel.name, note: wish.note.slice(0, 300) },
      to: { hubRole: 'curator' },
      by: caller.actor.id,
    })
    return id
  })
}

async function findChannel(tx: Tx, codeOrId: string): Promise<{ id: string; name: string }> {
  const [row] = await tx.$queryRaw<
    { id: string; name: string }[]
  >`select id, name from channel where code = ${codeOrId} or id::text = ${codeOrId}`
  if (!row)
    throw new ProblemError('unknown-term', {
      errors: [{ pointer: '/body/channel', code: 'unknown-channel', detail: codeOrId }],
    })
  return row
}
