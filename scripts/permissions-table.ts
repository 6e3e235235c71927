import { type Visibility, visibilities } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import { can, type Wish } from '#server/access/can'
import type { CollectionFacts } from '#server/access/collection-rules'
import type { AssetFacts } from '#server/access/read-scope'

type AssetAct = Extract<Wish, { asset: AssetFacts }>['act']
// A new act on an asset does not compile until it has its column here.
const columns: Record<AssetAct, string> = {
  'asset.read': 'read',
  'asset.download': 'download',
  'asset.reuse': 'reuse',
  'asset.edit': 'edit',
  'asset.nominate': 'nominate',
  'asset.trash': 'trash',
  'asset.share': 'share by link',
}
const letters: Record<Visibility, string> = { draft: 'D', unit: 'U', hub: 'H', partners: 'P', public: 'A' }

const me = 'me'
const person = (over: Partial<Extract<Actor, { kind: 'person' }>>): Actor => ({
  kind: 'person',
  id: me,
  name: '',
  hubRoles: [],
  memberships: [],
  ...over,
})
const member = (role: 'reader' | 'contributor' | 'editor', unitId: string, more: object = {}) =>
  person({ memberships: [{ unitId, role, partner: false, ...more }] })

/** Everybody there is, by what they are to the item's unit; `own`: they uploaded it themselves. */
const actors: readonly { name: string; actor: Actor; own?: true }[] = [
  { name: 'nobody signed in', actor: anonymous },
  { name: 'person without a unit', actor: person({}) },
  { name: 'partner unit, any role', actor: member('editor', 'partner', { partner: true }) },
  { name: 'another unit, any role', actor: member('editor', 'other') },
  { name: 'reader of the unit', actor: member('reader', 'unit') },
  { name: 'contributor of the unit', actor: member('contributor', 'unit') },
  { name: 'contributor, own item', actor: member('contributor', 'unit'), own: true },
  { name: 'editor of the unit', actor: member('editor', 'unit') },
  { name: 'editor of the unit’s successor', actor: member('editor', 'unit', { predecessor: true }) },
  { name: 'curator', actor: person({ hubRoles: ['curator'] }) },
  { name: 'curator, own item', actor: person({ hubRoles: ['curator'] }), own: true },
  { name: 'administrator', actor: person({ hubRoles: ['administrator'] }) },
]

const now = new Date('2026-06-15T05:00:00Z')
const [past, later] = [new Date('2026-06-01'), new Date('2026-07-01')]
const moments: readonly { name: string; facts: Partial<AssetFacts> }[] = [
  { name: 'Active, no date in the way', facts: {} },
  { name: 'Under embargo', facts: { embargoUntil: later } },
  { name: 'Before its right begins', facts: { rightsFrom: later } },
  { name: 'After its right has ended', facts: { rightsUntil: past } },
  { name: 'A person shown took consent back', facts: { consentWithdrawnAt: past } },
  { name: 'Recalled', facts: { recalledAt: past } },
  { name: 'In the trash', facts: { life: 'trashed' } },
]

/** docs/permissions.md, whole: what `can` answers for everybody, every visibility, every date and every act. */
export function permissionsTable(): string {
  const tables = moments.map(({ name, facts }) => `### ${name}\n\n${assetTable(facts)}`)
  return `${head}\n## Items\n${letterWords}\n\n${tables.join('\n\n')}\n\n## Boards\n\n${boardTable()}\n\n## Everything else\n\n${otherTable()}\n`
}

const head = `# Who may do what
Generated from \`server/access/can.ts\` by \`npm run permissions\`; do not edit. \`scripts/permissions-table.test.ts\` fails when it is not
current. What is not yours answers exactly as what does not exist. An API key may what its owner may, within its scopes.
`
const letterWords = `A cell lists the visibilities for which the answer is yes: **D** draft, **U** unit, **H** hub, **P** partners, **A** public (all).
A blank cell is no. *Download* is a file at full size; an original asks for somebody who is signed in as well. People whose roles are
withheld (no second factor where one is required) count as without a unit; suspended people as nobody.`

function assetTable(facts: Partial<AssetFacts>): string {
  const acts = Object.keys(columns) as AssetAct[]
  const rows = actors.map(({ name, actor, own }) => [
    name,
    ...acts.map(act =>
      visibilities
        .filter(visibility => can(actor, { act, asset: assetOf(visibility, own ? me : 'somebody else', facts) }))
        .map(visibility => letters[visibility])
        .join(' '),
    ),
  ])
  return markdown([['', ...acts.map(act => columns[act])], ...rows])
}

function assetOf(visibility: Visibility, uploadedBy: string, facts: Partial<AssetFacts>): AssetFacts {
  const dates = { embargoUntil: null, rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null, recalledAt: null }
  return { unitId: 'unit', uploadedBy, visibility, life: 'active', ...dates, now, ...facts }
}

/** `read`, `arrange`, `manage`: what may be done with a board of each kind; a person's own board stands for itself. */
function boardTable(): string {
  const none = { ownerId: null, unitId: null, madeBy: null, grants: [] }
  const boards: readonly (readonly [string, CollectionFacts])[] = [
    ['somebody else’s own board', { ...none, ownerId: 'somebody else' }],
    ['one’s own board', { ...none, ownerId: me }],
    ['board of the unit', { ...none, unitId: 'unit' }],
    ['shared with the unit to read', { ...none, unitId: 'third', grants: [{ unitId: 'unit', access: 'read' }] }],
    ['shared with the unit to edit', { ...none, unitId: 'third', grants: [{ unitId: 'unit', access: 'edit' }] }],
  ]
  const acts = [
    ['read', 'collection.read'],
    ['arrange', 'collection.edit'],
    ['manage', 'collection.manage'],
  ] as const
  const cell = (actor: Actor, collection: CollectionFacts) =>
    acts.flatMap(([word, act]) => (can(actor, { act, collection }) ? [word] : [])).join(', ')
  const rows = actors.filter(({ own }) => !own)
  return markdown([
    ['', ...boards.map(([name]) => name)],
    ...rows.map(({ name, actor }) => [name, ...boards.map(([, board]) => cell(actor, board))]),
  ])
}

function otherTable(): string {
  const wishes: readonly (readonly [string, Wish])[] = [
    ['upload for the unit', { act: 'asset.upload', unitId: 'unit', curatingUnitId: 'curating' }],
    ['upload for the curating unit', { act: 'asset.upload', unitId: 'curating', curatingUnitId: 'curating' }],
    ['invite to the unit', { act: 'unit.invite', unitId: 'unit' }],
    ['decide on what comes in for the unit', { act: 'intake.read', unitId: 'unit' }],
    ['read the unit’s broadcast log', { act: 'broadcast.read', unitId: 'unit' }],
    ['write the unit’s log and live streams', { act: 'broadcast.edit', unitId: 'unit' }],
    [
      'see a live stream shared with all',
      { act: 'livestream.read', livestream: { unitId: 'third', sharedAll: true, sharedWith: [] } },
    ],
    ['curate (decide, recall, retry)', { act: 'hub.curate' }],
    ['administer (people, units, channels, audit)', { act: 'hub.administer' }],
  ]
  const people = actors.filter(({ own }) => !own)
  const rows = people.map(({ name, actor }) => [name, ...wishes.map(([, wish]) => (can(actor, wish) ? 'yes' : ''))])
  return markdown([['', ...wishes.map(([name]) => name)], ...rows])
}

function markdown(rows: readonly (readonly string[])[]): string {
  const [first = [], ...rest] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(first), line(first.map(() => '---')), ...rest.map(line)].join('\n')
}
