/** What is selected and where the last selection was made: a range runs from there. */
export type DeskSelection = { ids: ReadonlySet<string>; anchor: string | null }
export const nothingSelected: DeskSelection = { ids: new Set(), anchor: null }
/** The hub takes as many in one batch. */
export const mostSelected = 100

export function toggled({ ids }: DeskSelection, id: string): DeskSelection {
  const next = new Set(ids)
  if (!next.delete(id) && next.size < mostSelected) next.add(id)
  return { ids: next, anchor: id }
}

/** Everything between the last selected and `id`, both included, in the order on the screen. */
export function rangeTo(selection: DeskSelection, id: string, order: readonly string[]): DeskSelection {
  const [from, to] = [order.indexOf(selection.anchor ?? id), order.indexOf(id)]
  if (to === -1) return selection
  if (from === -1) return toggled(selection, id)
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  const ids = [...new Set([...selection.ids, ...between])]
  return { ids: new Set(ids.slice(0, mostSelected)), anchor: id }
}

/** Without what is no longer in the queue: a batch never touches what nobody sees. */
export function stillThere(selection: DeskSelection, order: readonly string[]): ReadonlySet<string> {
  const there = new Set(order)
  return new Set([...selection.ids].filter(id => there.has(id)))
}
