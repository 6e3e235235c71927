import type { MetadataDraft } from '../articles/metadata-draft.ts'
import type { Proposed } from './proposed-words.ts'
import type { Refusal } from './refusal.ts'
import { type Rate, startRate } from './transfer-rate.ts'

/**
 * unfinished: the hub has a part of it, this page does not have the file (any more). staged: in the list, not sent yet. waiting:
 * sent off, no line free. paused: a person holds it. interrupted: the line dropped, it goes on by itself. refused: the hub said
 * no, a person must act. ingesting: every byte is there, the hub checks them. processing, ready, failed: it is an asset, and the
 * workers have it.
 */
export type UploadState =
  | 'unfinished'
  | 'staged'
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'interrupted'
  | 'refused'
  | 'ingesting'
  | 'processing'
  | 'ready'
  | 'failed'

/** What one file says itself. A member that is there stands in the place of the batch's, an empty one too. */
export type Own = { title: string } & Partial<MetadataDraft>

export type UploadItem = {
  id: string
  name: string
  /** The folder that it was dropped in, `Lễ hội/Ngày 1`; empty where it came by itself. */
  folder: string
  /** A ZIP: the hub unpacks it, and each file in it becomes an item. */
  unpack: boolean
  size: number
  /** Null where only the hub knows the file, from another browser. */
  modified: number | null
  state: UploadState
  /** The person wants it as an item of its own, although the hub has these bytes. */
  twice: boolean
  own: Own
  batch: MetadataDraft | null
  /** What the file itself says; null until it is read. */
  proposed: Proposed | null
  /** The upload's own address at the hub, once it has one: from there it goes on. */
  uploadUrl: string | null
  sent: number
  /** Bytes that were there when it went on after a break. */
  resumedFrom: number | null
  rate: Rate
  tries: number
  /** When it tries again by itself; null while there is no network. */
  retryAt: number | null
  refusal: Refusal | null
  assetId: string | null
  progress: number
  failure: string | null
  thumb: string | null
  expiresAt: string | null
}
export type NewFile = { id: string; name: string; folder: string; size: number; modified: number }

type Begun = Omit<NewFile, 'modified'> & { modified: number | null }

export function newItem(file: Begun, unpack = isZip(file.name)): UploadItem {
  const empty = file.size === 0
  return {
    ...file,
    unpack,
    state: empty ? 'refused' : 'staged',
    twice: false,
    // The title of a ZIP would be that of every file in it.
    own: { title: unpack ? '' : titleOf(file.name) },
    batch: null,
    proposed: null,
    uploadUrl: null,
    sent: 0,
    resumedFrom: null,
    rate: startRate(0, 0),
    tries: 0,
    retryAt: null,
    refusal: empty ? { key: 'empty', cure: 'none', detail: null, other: null } : null,
    assetId: null,
    progress: 0,
    failure: null,
    thumb: null,
    expiresAt: null,
  }
}

function isZip(name: string): boolean {
  return /\.zip$/i.test(name)
}

/**
 * The same file again: name, size and time of change tell, as a folder may be dropped again after a pause. Two of one name in two
 * folders are two files; one that only the hub remembers has lost its folder.
 */
export function isSameFile(
  item: Pick<UploadItem, 'name' | 'folder' | 'size' | 'modified' | 'state'>,
  file: NewFile,
): boolean {
  const folder = item.state === 'unfinished' || item.folder === file.folder
  return folder && item.name === file.name && item.size === file.size && item.modified === file.modified
}

export function titleOf(name: string): string {
  const stem = name.normalize('NFC').replace(/\.[A-Za-z0-9]{1,8}$/, '')
  return stem.replaceAll('_', ' ').replace(/\s+/g, ' ').trim() || name
}

/** The last part of an upload's address. */
export function uploadIdOf(url: string): string {
  return (
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  )
}
