import type { HolderReader } from '#server/assets/visible-holders'

/** The channels that an asset is live on or on its way to: whoever may edit it sees its deliveries, hence their names. */
export const channelHolders: HolderReader = async (tx, _actor, refs) => {
  const rows = await tx.channel.findMany({
    where: { id: { in: [...refs] } },
    select: { code: true, name: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ code, name }) => ({ title: name, path: `/phat-hanh?channel=${encodeURIComponent(code)}` }))
}
