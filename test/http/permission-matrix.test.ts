import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KeyScope, keyScopes, type NewApiKeyAnswer } from '#contracts/api-key'
import { type AccessClass, accessClasses, type Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import { type Visibility, visibilities } from '#contracts/values'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { type Roles, startTestHub, type TestHub } from '../support/test-hub.ts'

/** The people of the matrix, and what each may read of a unit that they are, or are not, in. Written by hand, not computed. */
const people: Record<
  string,
  {
    roles: Roles | null
    reads: readonly Visibility[]
    changes: readonly Visibility[]
    uploads: boolean
    staff: 'no' | 'curator' | 'administrator'
  }
> = {
  nobody: { roles: null, reads: ['public'], changes: [], uploads: false, staff: 'no' },
  'person without unit': { roles: {}, reads: ['public'], changes: [], uploads: false, staff: 'no' },
  partner: {
    roles: member('btttt', 'editor'),
    reads: ['partners', 'public'],
    changes: [],
    uploads: false,
    staff: 'no',
  },
  'other unit’s reader': {
    roles: member('dai', 'reader'),
    reads: ['hub', 'partners', 'public'],
    changes: [],
    uploads: false,
    staff: 'no',
  },
  'other unit’s editor': {
    roles: member('dai', 'editor'),
    reads: ['hub', 'partners', 'public'],
    changes: [],
    uploads: true,
    staff: 'no',
  },
  reader: {
    roles: member('bao', 'reader'),
    reads: ['unit', 'hub', 'partners', 'public'],
    changes: [],
    uploads: false,
    staff: 'no',
  },
  contributor: {
    roles: member('bao', 'contributor'),
    reads: ['unit', 'hub', 'partners', 'public'],
    changes: [],
    uploads: true,
    staff: 'no',
  },
  editor: { roles: member('bao', 'editor'), reads: visibilities, changes: visibilities, uploads: true, staff: 'no' },
  curator: {
    roles: { hubRoles: ['curator'] },
    reads: ['unit', 'hub', 'partners', 'public'],
    changes: ['unit', 'hub', 'partners', 'public'],
    uploads: true,
    staff: 'curator',
  },
  administrator: {
    roles: { hubRoles: ['administrator'] },
    reads: ['unit', 'hub', 'partners', 'public'],
    changes: ['unit', 'hub', 'partners', 'public'],
    uploads: true,
    staff: 'administrator',
  },
}

function member(unit: string, role: 'reader' | 'contributor' | 'editor'): Roles {
  return { memberships: [{ unit, role }] }
}

/** A body that the operation's schema takes. A new operation with a body must add its own here: the walk fails without it. */
const bodies: Record<string, () => unknown> = {
  createPerson: () => ({ email: `${newId()}@x.test`, name: 'Người mới', password: 'mot-mat-khau-dai' }),
  createArticle: () => ({ title: 'Bài', html: '<p>Nội dung</p>' }),
  editAsset: () => ({ description: 'Mô tả mới' }),
  nominateAsset: () => ({ channel: 'matrix', note: '' }),
  decideNomination: () => ({ decision: 'return', note: 'Thiếu ảnh' }),
  recallAsset: () => ({ reason: 'error' }),
  createChannel: () => ({ code: `c-${newId().slice(-12)}`, name: 'Cổng', address: 'http://127.0.0.1:9/exchange/v1' }),
  editChannel: () => ({ name: 'Cổng' }),
  reuseAsset: () => ({ purpose: 'web' }),
  editUse: () => ({ url: 'https://example.org/bai' }),
  createApiKey: () => ({ name: 'Máy quét', scopes: ['read'], expiresInDays: 1 }),
  createUnit: () => ({ code: `u-${newId().slice(-12)}`, kind: 'organisation', name: 'Đơn vị mới', shortName: 'ĐVM' }),
  renameUnit: () => ({ name: 'Tên mới', shortName: 'TM', from: '2030-01-01', basis: 'Quyết định' }),
  giveUnitParent: () => ({ parent: 'ubnd', from: '2030-01-01', basis: 'Quyết định' }),
  endUnit: () => ({ lastDay: '2030-12-31', basis: 'Quyết định' }),
  recordSuccession: () => ({
    kind: 'merge',
    from: ['ubnd-703'],
    to: ['ubnd'],
    date: '2025-07-01',
    basis: 'Nghị quyết',
  }),
  setCuratingUnit: () => ({ unit: 'stttt' }),
  recordPlaceSuccession: () => ({ kind: 'merge', from: ['703'], to: ['80'], date: '2025-07-01', basis: 'Nghị quyết' }),
}

/** What an API key needs for each class, written by hand: `nothing` is open to all, `no key` to none. */
const keyNeeds: Record<AccessClass, KeyScope | 'nothing' | 'no key'> = {
  open: 'nothing',
  session: 'read',
  self: 'no key',
  visible: 'read',
  'asset:edit': 'edit',
  'asset:nominate': 'nominate',
  'asset:trash': 'edit',
  'asset:reuse': 'no key',
  'unit:upload': 'upload',
  'unit:invite': 'no key',
  'collection:read': 'read',
  'collection:edit': 'edit',
  'collection:share': 'no key',
  share: 'nothing',
  curate: 'curate',
  administer: 'no key',
}

Object.assign(bodies, {
  pauseChannel: () => ({ paused: false }),
  recordHandReceipt: () => ({ publicUrl: 'https://example.org/bai' }),
})
Object.assign(bodies, {
  wishPasswordReset: () => ({ email: `${newId()}@x.test` }),
  completePasswordReset: () => ({ token: 'x'.repeat(43), password: 'mot-mat-khau-dai' }),
  invitePerson: () => ({ email: `${newId()}@x.test`, memberships: [{ unit: 'dai', role: 'reader' }] }),
  readInvitation: () => ({ token: 'x'.repeat(43) }),
  acceptInvitation: () => ({ token: 'x'.repeat(43), name: 'Người mới', password: 'mot-mat-khau-dai' }),
})

Object.assign(bodies, {
  editMe: () => ({ language: 'vi' }),
  changeRoles: () => ({ hubRoles: [], memberships: [] }),
  markNotificationsRead: () => ({ until: '2026-01-01T00:00:00Z' }),
  changeNotificationPreferences: () => ({ kinds: [{ kind: 'nomination-made', inApp: true, mail: 'none' }] }),
  setQuota: () => ({ maxBytes: null, maxFiles: 1_000_000 }),
})
Object.assign(bodies, {
  createCollection: () => ({ name: 'Bộ sưu tập' }),
  editCollection: () => ({ name: 'Tên khác' }),
  addCollectionItems: () => ({ assets: [newId()] }),
  editCollectionItem: () => ({ note: 'Ghi chú' }),
  planZip: () => ({ assets: [newId()] }),
  downloadZip: () => ({ assets: [newId()] }),
  createShare: () => ({ expiresInDays: 1 }),
  enterShare: () => ({ password: 'mat-khau' }),
})
Object.assign(bodies, {
  retryDead: () => ({ ids: [newId()] }),
  approveUpdate: () => ({}),
  acknowledgeRecall: () => ({ note: 'Đã gỡ' }),
})
/** What stands in a path beside `{id}`: a link that nobody made, an item that is not there. */
const elsewhere = (path: string) =>
  path
    .replace('{token}', '0'.repeat(64))
    .replace('{assetId}', newId())
    .replace('{shareId}', newId())
    .replace('{cropId}', newId())
    .replace('{purpose}', 'web')
    .replace('{clipId}', newId())
    .replace('/{name}', '/picture')

Object.assign(bodies, {
  cutClip: () => ({ fromMs: 0, toMs: 1000 }),
  addCaptions: () => ({ language: 'vi', text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nMột\n' }),
  replaceCaptions: () => ({ language: 'en', text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n' }),
})

Object.assign(bodies, {
  createWebhook: () => ({ url: 'http://127.0.0.1:9/hook', events: ['item.published'] }),
  editWebhook: () => ({ state: 'active' }),
})

Object.assign(bodies, {
  nominatePackage: () => ({ items: [{ asset: newId() }], channels: ['matrix'] }),
  changeItems: () => ({ seen: 1, items: [{ asset: newId() }] }),
  saveEdits: () => ({ seen: 1, items: [{ asset: newId(), texts: {} }] }),
  commentNomination: () => ({ text: 'Xin bổ sung ảnh' }),
  resubmitNomination: () => ({}),
  withdrawNomination: () => ({}),
  scheduleNomination: () => ({ publishAt: null }),
  planNomination: () => ({ priority: 'high' }),
  setChannels: () => ({ channels: ['matrix'] }),
  batchNominations: () => ({ act: 'approve', ids: [newId()] }),
  changeDeskSettings: () => ({ fourEyes: false }),
  changeChannelDesk: () => ({ requires: [] }),
  createCampaign: () => ({ name: `Chiến dịch ${newId()}` }),
  editCampaign: () => ({ note: 'Ghi chú' }),
  createSource: () => ({ name: 'Nguồn', kind: 'feed', address: 'http://127.0.0.1:9/rss', unit: 'bao' }),
  editSource: () => ({ active: false }),
  pasteAddress: () => ({ url: 'http://127.0.0.1:9/bai' }),
  takeRelayItem: () => ({}),
  createBroadcast: () => ({
    airedAt: new Date(Math.random() * 1e12).toISOString(),
    programme: 'Thời sự',
    channel: 'TTV11',
    seconds: 60,
  }),
  importBroadcasts: () => ({ format: 'csv', content: 'Ngày,Chương trình\n', dryRun: true }),
  editBroadcast: () => ({ note: 'Phát lại' }),
  createLivestream: () => ({
    title: 'Lễ khai mạc',
    startsAt: '2030-01-01T00:00:00Z',
    endsAt: '2030-01-01T01:00:00Z',
    streamUrl: 'https://example.org/truc-tiep',
  }),
  editLivestream: () => ({ title: 'Tên khác' }),
})

Object.assign(bodies, { choosePoster: () => ({ atMs: 0 }) })

Object.assign(bodies, {
  setFocalPoint: () => ({ x: 0.5, y: 0.5 }),
  createCrop: () => ({ name: 'Ảnh bìa', x: 0, y: 0, width: 0.5, height: 0.5 }),
  changeCrop: () => ({ name: 'Ảnh bìa', x: 0, y: 0, width: 0.5, height: 0.5 }),
  setUnitMark: () => ({ policy: 'none' }),
  adoptVersion: () => ({ from: newId() }),
})
Object.assign(bodies, {
  addSynonyms: () => ({ topic: 'asean', phrases: ['Liên kết số', 'digital link'] }),
  changeSynonyms: () => ({ topic: 'asean', phrases: ['Liên kết số', 'digital link'] }),
  previewSynonyms: () => ({ phrases: ['Liên kết số', 'digital link'] }),
  createSavedSearch: () => ({ name: 'Lễ hội', query: { q: 'lễ hội' } }),
  editSavedSearch: () => ({ name: 'Tên khác' }),
  createBulkEdit: () => ({ select: { ids: [newId()] }, changes: { credit: 'Báo' } }),
  downloadEditSheet: () => ({ select: { ids: [newId()] } }),
})
const all = Object.values(operations) as Operation[]

describe('the permission matrix', () => {
  let hub: TestHub
  const clients: Record<string, TestClient> = {}
  const assets = {} as Record<Visibility, string>
  let ids: { channel: string }
  /** `editor read` -> the header of the editor’s key that may only read. */
  const keys: Record<string, string> = {}

  beforeAll(async () => {
    hub = await startTestHub()
    for (const [name, { roles }] of Object.entries(people))
      clients[name] = roles ? await hub.person(name, roles) : hub.anonymous
    const owner = await hub.person('owner', member('bao', 'editor'))
    for (const visibility of visibilities) {
      const made = await owner.post<{ asset: { id: string } }>('/api/v1/articles', {
        title: `Bài ${visibility}`,
        html: '<p>x</p>',
        visibility,
      })
      assets[visibility] = made.body.asset.id
    }
    const channel = await clients.administrator!.post<{ channel: { id: string } }>('/api/v1/channels', {
      code: 'matrix',
      name: 'Cổng',
      address: 'http://127.0.0.1:9/exchange/v1',
    })
    ids = { channel: channel.body.channel.id }
    for (const owner of ['editor', 'administrator']) {
      for (const scope of keyScopes) {
        const draft = { name: scope, scopes: [scope], expiresInDays: 1 }
        const made = await clients[owner]!.post<NewApiKeyAnswer>('/api/v1/me/keys', draft)
        keys[`${owner} ${scope}`] = `Bearer ${made.body.secret}`
      }
    }
  })
  afterAll(() => hub.close())

  const call = async (client: TestClient, operation: Operation, path: string, by: Record<string, string> = {}) => {
    const headers: Record<string, string> = { ...by, ...(operation.ifMatch ? { 'if-match': '"r1"' } : {}) }
    if (operation.multipart) {
      const form = new FormData()
      form.set('metadata', '{"allowDuplicate":true}')
      form.set('file', new Blob([Buffer.from('%PDF-1.7\n')]), 'a.pdf')
      return client.send(operation.method.toUpperCase(), path, form, headers)
    }
    if (operation.body && !bodies[operation.id]) throw new Error(`the matrix has no body for ${operation.id}`)
    return client.send(
      operation.method.toUpperCase(),
      path,
      operation.body ? bodies[operation.id]!() : undefined,
      headers,
    )
  }
  /** An answer without what differs by request. */
  const shape = (answer: { status: number; body: unknown }) => ({
    status: answer.status,
    body: { ...(answer.body as object), instance: '' },
  })

  it('finds every route of the API classified', () => {
    expect(all.filter(operation => !accessClasses.includes(operation.access as AccessClass))).toEqual([])
    const mounted = all.map(operation => `${operation.method} ${operation.path}`)
    expect(new Set(mounted).size).toBe(mounted.length)
    expect(mounted.length).toBeGreaterThan(25)
  })

  const hubWide = all.filter(operation => !operation.path.includes('/assets/{id}'))
  for (const operation of hubWide) {
    it(`${operation.method} ${operation.path} (${operation.access}) answers each role as its class says`, async () => {
      for (const [name, person] of Object.entries(people)) {
        const path = elsewhere(operation.path)
          .replace('/channels/{id}', `/channels/${ids.channel}`)
          .replace('{id}', newId())
          .replace('{number}', '999999')
          .replace('/units/{code}', '/units/vp')
          .replace('{code}', 'khong-co')
        const { status } = await call(clients[name]!, operation, path)
        const refusal = expectedRefusal(operation.access, person)
        if (refusal) expect.soft(status, name).toBe(refusal)
        else expect.soft([401, 403], name).not.toContain(status)
        expect.soft(status, name).toBeLessThan(500)
      }
    })
  }

  const perAsset = all.filter(operation => operation.path.includes('/assets/{id}'))
  for (const operation of perAsset) {
    for (const visibility of visibilities) {
      it(`${operation.method} ${operation.path} on ${visibility}: not yours is as if it were not`, async () => {
        for (const [name, person] of Object.entries(people)) {
          const client = clients[name]!
          const at = (id: string) =>
            operation.path
              .replace('{id}', id)
              .replace('{cropId}', newId())
              .replace('{clipId}', newId())
              .replace('{purpose}', 'web')
              .replace('{name}', 'thumb')
              .replace('{file}', 'master.m3u8')
              .replace('{useId}', newId())
              .replace('{trackId}', newId())
              .replace('{number}', '1')
          const answer = await call(client, operation, at(assets[visibility]))
          await hub.deps.db.asset.updateMany({
            where: { id: assets[visibility] },
            data: { life: 'active', revision: 1 },
          })
          await hub.deps.db.nomination.deleteMany({ where: { assetId: assets[visibility] } })
          const unknown = await call(client, operation, at(newId()))
          const gate =
            operation.access === 'curate' || operation.access === 'session'
              ? expectedRefusal(operation.access, person)
              : null
          if (gate) expect.soft(answer.status, name).toBe(gate)
          else if (!person.reads.includes(visibility)) expect.soft(shape(answer), name).toEqual(shape(unknown))
          else if (operation.access === 'asset:reuse') {
            if (person.roles) expect.soft([401, 403], name).not.toContain(answer.status)
            else expect.soft(answer.status, name).toBe(401)
          } else if (operation.access.startsWith('asset:') && !person.changes.includes(visibility)) {
            expect.soft(answer.status, name).toBe(person.roles ? 403 : 401)
          } else expect.soft([401, 403], name).not.toContain(answer.status)
          expect.soft(answer.status, name).toBeLessThan(500)
          expect.soft(unknown.status, name).toBe(gate ?? (person.roles ? 404 : 401))
        }
      })
    }
  }

  for (const operation of all) {
    it(`${operation.method} ${operation.path} by key asks for its scope before anything else`, async () => {
      for (const owner of ['editor', 'administrator']) {
        for (const scope of keyScopes) {
          const path = elsewhere(operation.path.replace('/renditions/{name}', '/renditions/thumb'))
            .replace('{id}', newId())
            .replace('{number}', '999999')
            .replace('{useId}', newId())
            .replace('{trackId}', newId())
            .replace('{name}', 'thumb')
            .replace('{file}', 'master.m3u8')
            .replace('{code}', 'khong-co')
          const answer = await call(hub.anonymous, operation, path, { authorization: keys[`${owner} ${scope}`]! })
          const reads = ['open', 'session', 'visible', 'collection:read', 'share'].includes(operation.access)
          const need = reads && !['get', 'options'].includes(operation.method) ? 'no key' : keyNeeds[operation.access]
          if (need === 'nothing' && operation.access === 'share') expect.soft(answer.status, scope).toBe(404)
          else if (need === 'nothing') expect.soft(answer.status, scope).toBe(operation.status)
          else if (need === scope) {
            const signedIn = await call(clients[owner]!, operation, path)
            expect.soft(answer.status, `${owner} ${scope}`).toBe(signedIn.status)
          } else if (operation.method === 'head') {
            expect.soft(answer, `${owner} ${scope}`).toMatchObject({ status: 403, body: '' })
          } else {
            expect.soft(answer, `${owner} ${scope}`).toMatchObject({ status: 403, body: { type: scopeMissing } })
          }
        }
      }
    })
  }
})

const scopeMissing = 'urn:media-hub:problem:scope-missing'

function expectedRefusal(access: AccessClass, person: (typeof people)[string]): number | null {
  if (access === 'open' || access === 'visible' || access === 'share') return null
  if (!person.roles) return 401
  if (access === 'unit:upload') return person.uploads ? null : 403
  // Who edits in some unit invites for that one; the body's unit may be another, which answers as if it were not there (422).
  if (access === 'unit:invite') return person.staff === 'administrator' || edits(person) ? null : 403
  if (access === 'curate') return person.staff === 'no' ? 403 : null
  if (access === 'administer') return person.staff === 'administrator' ? null : 403
  return null
}

function edits({ roles }: (typeof people)[string]): boolean {
  return roles?.memberships?.some(({ unit, role }) => role === 'editor' && unit !== 'btttt') ?? false
}
