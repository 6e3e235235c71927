import { readFileSync, writeFileSync } from 'node:fs'
import { type Bench, benchRow } from './row.ts'
import { fileBlocks, sendBody, sendForm } from './upload-body.ts'
import { startUploadRig, type UploadRig } from './upload-rig.ts'

const MB = 1_000_000
const fileBytes = Number(process.env.BENCH_UPLOAD_BYTES ?? 1_073_741_824)
const rssBytes = Number(process.env.BENCH_RSS_BYTES ?? 5_000_000_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

/** Throughput of uploads against bare Node on the same disk, and what they cost in memory. */
export const uploadBenches: readonly Bench[] = [
  { name: 'form-fs', group: 'uploads', run: () => paired('form-fs', 0.8, {}, form, bareFile) },
  { name: 'tus-fs', group: 'uploads', run: () => paired('tus-fs', 0.7, { worker: true }, tus, bareFile) },
  { name: 'photos-500', group: 'uploads', run: photos500 },
  { name: 'server-rss', group: 'uploads', run: serverRss },
]

type Way = (rig: UploadRig, run: number) => Promise<void>

/** The two ways in turns, so that a busy machine hurts both alike; each first once for nothing, as both must be warm. */
async function paired(
  name: string,
  goal: number,
  options: Parameters<typeof startUploadRig>[0],
  ours: Way,
  reference: Way,
) {
  const rig = await startUploadRig(options)
  try {
    const total = { ours: 0, reference: 0 }
    for (let round = -1; round < rounds; round++) {
      const first = round % 2 === 0
      const reversed = first ? await timed(() => reference(rig, round)) : 0
      const own = await timed(() => ours(rig, round))
      const bare = first ? reversed : await timed(() => reference(rig, round))
      if (round < 0) continue
      total.ours += own
      total.reference += bare
      console.error(`${name} ${round + 1}: ${rate(own)} of ${rate(bare)} MB/s`)
    }
    const speed = (ms: number) => (fileBytes * rounds) / MB / (ms / 1000)
    return benchRow(name, speed(total.ours), speed(total.reference), 'MB/s', goal, 'at least')
  } finally {
    await rig.close()
  }
}

const rate = (ms: number) => Math.round(fileBytes / MB / (ms / 1000))

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function form(rig: UploadRig, run: number): Promise<void> {
  expectStatus(await sendForm(rig.url, rig.cookie, fileBytes, run), 201)
}

async function bareFile(rig: UploadRig, run: number): Promise<void> {
  const options = { method: 'POST', headers: {}, length: fileBytes }
  expectStatus(await sendBody(rig.bareUrl, options, fileBlocks(fileBytes, run)), 201)
}

/** From the creation until there is an asset: the job is part of it. */
async function tus({ url, cookie }: UploadRig, run: number): Promise<void> {
  const base = { cookie, 'tus-resumable': '1.0.0' }
  const begin = { ...base, 'upload-length': String(fileBytes), 'upload-metadata': `filename ${btoa(`${run}.mp4`)}` }
  const created = await sendBody(`${url}/api/v1/uploads/resumable`, { method: 'POST', headers: begin, length: 0 }, [])
  expectStatus(created, 201)
  const address = new URL(String(created.headers.location), url).href
  const headers = { ...base, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  const options = { method: 'PATCH', headers, length: fileBytes }
  expectStatus(await sendBody(address, options, fileBlocks(fileBytes, run)), 204)
  for (;;) {
    const answer = await fetch(address.replace('/resumable', ''), { headers: { cookie } })
    const { upload } = (await answer.json()) as { upload: { state: string } }
    if (upload.state === 'done') return
    if (upload.state === 'refused') throw new Error('refused')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** 500 photos of 3 MB by 8 clients at once; the reference takes the same bytes without form, database or acceptance. */
async function photos500() {
  const [count, bytes, clients] = [500, 3 * MB, 8]
  const rig = await startUploadRig()
  const all = (send: (run: number) => Promise<{ status: number }>) =>
    timed(async () => {
      let next = 0
      const client = async () => {
        while (next < count) expectStatus(await send(next++), 201)
      }
      await Promise.all(Array.from({ length: clients }, client))
    })
  try {
    const bareOptions = { method: 'POST', headers: {}, length: bytes }
    const bare = await all(run => sendBody(rig.bareUrl, bareOptions, fileBlocks(bytes, run)))
    const own = await all(run => sendForm(rig.url, rig.cookie, bytes, run))
    const again = await all(run => sendBody(rig.bareUrl, bareOptions, fileBlocks(bytes, run)))
    const speed = (ms: number) => (count * bytes) / MB / (ms / 1000)
    return benchRow('photos-500', speed(own), speed((bare + again) / 2), 'MB/s', 0.4, 'at least')
  } finally {
    await rig.close()
  }
}

/** The server's peak of resident memory while 5 GB come in by the form, against 200 MB. Linux only (proc(5), VmHWM). */
async function serverRss() {
  const rig = await startUploadRig()
  try {
    console.error(`server-rss: ${memory(rig.serverPid, 'VmRSS')} MB before the upload`)
    writeFileSync(`/proc/${rig.serverPid}/clear_refs`, '5')
    expectStatus(await sendForm(rig.url, rig.cookie, rssBytes, 0), 201)
    const peak = memory(rig.serverPid, 'VmHWM')
    return benchRow('server-rss', peak, 200, 'MB', 1)
  } finally {
    await rig.close()
  }
}

/** A line of /proc/<pid>/status in MB. */
function memory(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round((Number(kilobytes) * 1024) / MB)
}

function expectStatus(answer: { status: number; text?: string }, wanted: number): void {
  if (answer.status !== wanted) throw new Error(`answered ${answer.status}: ${answer.text ?? ''}`)
}
