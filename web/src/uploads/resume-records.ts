/** The part of `localStorage` that is used; a browser may close it to us. */
export type RecordStore = Pick<Storage, 'getItem' | 'setItem'>
type FileMark = { name: string; size: number; modified: number }
/** `metadata`: what was said of the file, as it was sent: an upload that has expired at the hub starts anew with the same words. */
export type ResumeRecord = { url: string; at: number; metadata: string }
type Records = Record<string, ResumeRecord>

// One place a person: two people at one office computer keep their own.
const keyOf = (personId: string) => `hub.uploads.${personId}`
const most = 400

/** What tells a file again when it is dropped a second time: the page may not look into a person's disk by itself. */
function fingerprint({ name, size, modified }: FileMark): string {
  return `${size}:${modified}:${name}`
}

function read(store: RecordStore, personId: string): Records {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(personId)) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Records) : {}
  } catch {
    return {}
  }
}

function write(store: RecordStore, personId: string, records: Records): void {
  const newest = Object.entries(records)
    .sort(([, a], [, b]) => b.at - a.at)
    .slice(0, most)
  try {
    store.setItem(keyOf(personId), JSON.stringify(Object.fromEntries(newest)))
  } catch {
    // Storage is closed or full: the upload goes on, only a reload will not find it again.
    return
  }
}

/** Remembers where this file goes up to. */
export function remember(store: RecordStore, personId: string, file: FileMark, record: ResumeRecord): void {
  write(store, personId, { ...read(store, personId), [fingerprint(file)]: record })
}

/** Forgets what went up to this address. */
export function forgetUrl(store: RecordStore, personId: string, url: string): void {
  const records = Object.entries(read(store, personId)).filter(([, record]) => record.url !== url)
  write(store, personId, Object.fromEntries(records))
}

/** What this browser remembers of the file that goes up to this address; null if another one sent it. */
export function recordOf(store: RecordStore, personId: string, url: string) {
  const found = Object.entries(read(store, personId)).find(([, record]) => record.url === url)
  const modified = Number(found?.[0].split(':')[1])
  return found && Number.isFinite(modified) ? { modified, metadata: found[1].metadata } : null
}
