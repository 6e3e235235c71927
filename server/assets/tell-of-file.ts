import type { NotificationFacts } from '#contracts/notification'
import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'

type Told<K extends 'file-damaged' | 'file-infected'> = {
  kind: K
  facts: Omit<NotificationFacts<K>, 'live'>
  asset: { id: string; unitId: string }
}

/**
 * Tells of a file that nobody may have any more, in the caller's transaction: its uploader, its unit's editors and the administrators;
 * where a channel still shows the asset (`live`) also the curators, who alone recall.
 */
export async function tellOfFile<K extends 'file-damaged' | 'file-infected'>(tx: Tx, told: Told<K>): Promise<void> {
  const { id, unitId } = told.asset
  const { uploadedBy } = await tx.asset.findUniqueOrThrow({ where: { id }, select: { uploadedBy: true } })
  const live = (await tx.assetUse.count({ where: { assetId: id, kind: 'delivery' } })) > 0
  await notify(tx, {
    kind: told.kind,
    subject: { kind: 'asset', id },
    facts: { ...told.facts, live } as NotificationFacts<K>,
    to: {
      people: [uploadedBy],
      unit: { id: unitId, roles: ['editor'] },
      hubRoles: live ? ['administrator', 'curator'] : ['administrator'],
    },
  })
}
