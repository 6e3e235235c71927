import type { AssetKind } from '#contracts/values'

export const deskViews = ['all', 'overdue', 'today', 'mine', 'second', 'scheduled', 'held'] as const
export type DeskView = (typeof deskViews)[number]
export const deskSorts = ['due', 'priority', 'oldest', 'newest'] as const
export type DeskSort = (typeof deskSorts)[number]
/** What the desk's address holds. `ready` is judged on what is loaded: the hub does not filter by it. */
export type DeskSearch = {
  view?: DeskView
  ready?: 'yes' | 'no'
  sort?: DeskSort
  campaign?: string
  channel?: string
  unit?: string
  kind?: AssetKind
  q?: string
  /** A curator who is also of a unit looks at that unit's own. */
  own?: '1'
}
export type DeskQuery = Record<string, string | undefined>

const views: Record<DeskView, DeskQuery> = {
  all: { state: 'open' },
  overdue: { state: 'open', due: 'overdue' },
  today: { state: 'open', due: 'today' },
  mine: { state: 'open', assigned: 'me' },
  second: { state: 'open', stage: 'second' },
  scheduled: { state: 'approved', stage: 'scheduled' },
  held: { state: 'approved', stage: 'held' },
}

/** The chosen narrowing without the view: what the counts of the views are asked with. */
export function narrowing({ campaign, channel, unit, kind, q }: DeskSearch): DeskQuery {
  return { campaign, channel, unit, kind, q: q?.trim() || undefined }
}

export function listQuery(search: DeskSearch): DeskQuery {
  return { ...views[search.view ?? 'all'], ...narrowing(search), sort: search.sort ?? 'due' }
}

const ofList = <T extends string>(list: readonly T[], value: unknown): T | undefined => list.find(one => one === value)

/** The address as it was typed or linked: what is not known is left out. */
export function readDeskSearch(raw: Record<string, unknown>): DeskSearch {
  const words = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? raw[name] : undefined)
  const read: DeskSearch = {
    view: ofList(deskViews, raw.view),
    ready: ofList(['yes', 'no'] as const, raw.ready),
    sort: ofList(deskSorts, raw.sort),
    campaign: words('campaign'),
    channel: words('channel'),
    unit: words('unit'),
    kind: ofList(['image', 'video', 'audio', 'document', 'article'] as const, raw.kind),
    q: words('q'),
    own: raw.own === '1' ? '1' : undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** How many of the narrowing filters are on. */
export function countFilters(search: DeskSearch): number {
  return Object.values(narrowing(search)).filter(value => value !== undefined).length
}
