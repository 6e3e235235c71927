import { secondsLeft } from './transfer-rate.ts'
import type { UploadItem, UploadState } from './upload-item.ts'
import type { Queue } from './upload-queue.ts'

const underWay: readonly UploadState[] = ['waiting', 'sending', 'interrupted']
const counted: readonly UploadState[] = [...underWay, 'paused', 'ingesting', 'processing', 'ready', 'failed']

/** A person must look at it: nothing goes on by itself. */
export function needsPerson(item: UploadItem): boolean {
  return item.state === 'refused' || item.state === 'failed' || item.state === 'unfinished'
}

export type Totals = {
  files: number
  staged: number
  stagedBytes: number
  sending: number
  paused: number
  done: number
  processing: number
  troubled: number
  unfinished: number
  bytes: number
  sent: number
  percent: number
  perSecond: number
  secondsLeft: number | null
  /** Something goes up, or will by itself. */
  active: boolean
}

/** The batch as one bar. Only what was sent off counts: a refused file would keep the bar from ever filling. */
export function totals(queue: Queue): Totals {
  const off = queue.items.filter(item => counted.includes(item.state))
  const bytes = off.reduce((sum, item) => sum + item.size, 0)
  const sent = off.reduce((sum, item) => sum + item.sent, 0)
  const perSecond = off.reduce((sum, item) => sum + (item.state === 'sending' ? (item.rate.perSecond ?? 0) : 0), 0)
  const held = off.reduce((sum, item) => sum + (item.state === 'paused' ? item.size - item.sent : 0), 0)
  const of = (...states: UploadState[]) => queue.items.filter(item => states.includes(item.state))
  return {
    files: off.length,
    staged: of('staged').length,
    stagedBytes: of('staged').reduce((sum, item) => sum + item.size, 0),
    sending: of('sending').length,
    paused: of('paused').length,
    done: of('ready').length,
    processing: of('ingesting', 'processing').length,
    troubled: of('refused', 'failed').length,
    unfinished: of('unfinished').length,
    bytes,
    sent,
    percent: bytes === 0 ? 0 : Math.floor((sent * 100) / bytes),
    perSecond,
    secondsLeft: secondsLeft(bytes - sent - held, perSecond),
    active: off.some(item => underWay.includes(item.state)),
  }
}
