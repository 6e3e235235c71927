import { stat } from 'node:fs/promises'
import type { Asset } from '#contracts/asset'
import type { Delivery } from '#contracts/delivery'
import type { Nomination } from '#contracts/nomination'
import type { SearchAnswer } from '#contracts/search'
import { demoArticle } from '../demo-media/demo-article.ts'
import type { DemoItem } from '../demo-media/demo-item.ts'
import { type ApiClient, signIn } from './api-client.ts'
import { demoAccounts } from './demo-accounts.ts'

type Unit = DemoItem['unit']
export type DemoRow = {
  title: string
  unit: Unit
  kind: string
  bytes: number
  id: string
  uploadMs: number
  readyMs: number | null
  deliveredMs: number | null
  receipt: string | null
  problem: string | null
}
export type DemoResult = {
  rows: DemoRow[]
  search: { query: string; ms: number; total: number; first: string }
  counts: { uploaded: number; ready: number; delivered: number; receipts: number; failed: number }
}
type Deps = { hubUrl: string; portalUrl: string; password: string; items: readonly DemoItem[]; say(text: string): void }
type Upload = DemoRow & { began: number }

/** Plays the road of every item: uploaded by its unit, processed, found, nominated, approved by the curator, delivered with a receipt. */
export async function runDemo(deps: Deps): Promise<DemoResult> {
  const people = await addPeople(deps)
  await people.admin.post('/api/v1/channels', {
    code: 'asean-portal',
    name: 'Cổng ASEAN Việt Nam',
    address: deps.portalUrl,
  })
  deps.say(`uploading ${deps.items.length + 1} items as the newspaper, the station and a department`)
  const rows = await uploadAll(deps, people)
  deps.say('waiting for the renditions')
  await Promise.all(rows.map(row => waitForReady(people[row.unit], row)))
  const search = await searchFor(people.svhttdl, 'nui ba den')
  deps.say(`searched "${search.query}": ${search.total} hits in ${search.ms} ms, first "${search.first}"`)
  deps.say('nominating, approving, pushing')
  for (const row of rows) {
    await people[row.unit].post(`/api/v1/assets/${row.id}/nominations`, {
      channel: 'asean-portal',
      note: 'Đề nghị giới thiệu trên Cổng ASEAN Việt Nam',
    })
  }
  await approveAll(people.curator)
  await Promise.all(rows.map(row => waitForDelivery(people.curator, row)))
  return { rows, search, counts: count(rows) }
}

type People = Record<keyof typeof demoAccounts, ApiClient>
async function addPeople({ hubUrl, password }: Deps): Promise<People> {
  const admin = await signIn(hubUrl, demoAccounts.admin.email, password)
  const { admin: _, ...others } = demoAccounts
  for (const account of Object.values(others)) await admin.post('/api/v1/people', { ...account, password })
  const signedIn = await Promise.all(
    Object.entries(others).map(async ([key, account]) => [key, await signIn(hubUrl, account.email, password)] as const),
  )
  return { admin, ...(Object.fromEntries(signedIn) as Omit<People, 'admin'>) }
}

async function uploadAll({ items }: Deps, people: People): Promise<Upload[]> {
  const rows: Upload[] = []
  for (const item of items) {
    const began = Date.now()
    const { asset } = await people[item.unit].upload<{ asset: Asset }>(item.file, item.fileName, item.metadata)
    rows.push(newRow(asset, item.unit, (await stat(item.file)).size, began))
  }
  const began = Date.now()
  const article = { ...demoArticle.metadata, html: demoArticle.html }
  const { asset } = await people[demoArticle.unit].post<{ asset: Asset }>('/api/v1/articles', article)
  rows.push(newRow(asset, demoArticle.unit, demoArticle.html.length, began))
  return rows
}

function newRow(asset: Asset, unit: Unit, bytes: number, began: number): Upload {
  const done = { readyMs: null, deliveredMs: null, receipt: null, problem: null }
  return {
    title: asset.title,
    unit,
    kind: asset.kind,
    bytes,
    id: asset.id,
    uploadMs: Date.now() - began,
    began,
    ...done,
  }
}

async function waitForReady(client: ApiClient, row: Upload): Promise<void> {
  await until(240_000, async () => {
    const { asset } = await client.get<{ asset: Asset }>(`/api/v1/assets/${row.id}`)
    if (asset.file === 'ready') row.readyMs = Date.now() - row.began
    if (asset.file === 'failed') row.problem = asset.failure?.detail ?? 'failed'
    return asset.file !== 'processing'
  })
}

async function searchFor(client: ApiClient, query: string): Promise<DemoResult['search']> {
  let found: SearchAnswer | null = null
  let ms = 0
  await until(30_000, async () => {
    const began = performance.now()
    found = await client.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(query)}`)
    ms = Math.round(performance.now() - began)
    return found.total > 0
  })
  const answer = found as SearchAnswer | null
  return { query, ms, total: answer?.total ?? 0, first: answer?.hits[0]?.title ?? '' }
}

async function approveAll(curator: ApiClient): Promise<void> {
  const { nominations } = await curator.get<{ nominations: Nomination[] }>('/api/v1/nominations?state=open&limit=100')
  for (const { id } of nominations) await curator.post(`/api/v1/nominations/${id}/decision`, { decision: 'approve' })
}

async function waitForDelivery(curator: ApiClient, row: Upload): Promise<void> {
  const began = Date.now()
  await until(120_000, async () => {
    const { deliveries } = await curator.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${row.id}`)
    const [delivery] = deliveries
    if (delivery?.state === 'published') row.deliveredMs = Date.now() - began
    if (delivery && ['dead', 'rejected', 'cancelled'].includes(delivery.state))
      row.problem = delivery.problemText ?? delivery.state
    row.receipt = delivery?.receipts.at(-1)?.receiptId ?? null
    return row.deliveredMs !== null || row.problem !== null
  })
}

/** Asks again every 300 ms until `check` is content or the time is over; what is not there then shows in the table. */
async function until(ms: number, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + ms
  while (!(await check()) && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 300))
}

function count(rows: readonly DemoRow[]): DemoResult['counts'] {
  const of = (check: (row: DemoRow) => boolean) => rows.filter(check).length
  return {
    uploaded: rows.length,
    ready: of(row => row.readyMs !== null),
    delivered: of(row => row.deliveredMs !== null),
    receipts: of(row => row.receipt !== null),
    failed: of(row => row.problem !== null),
  }
}
