import type { Readable } from 'node:stream'
import type { ChannelKind } from './dialect.ts'
import type { ReceiptBody } from './receipt-body.ts'

export type ExchangeStep = 'capabilities' | 'probe' | 'media' | 'item' | 'ask' | 'withdrawal' | 'list'
/** One exchange with a receiver, as it went: a row of delivery_attempt. `status` is null where no answer came. */
export type Exchange = {
  step: ExchangeStep
  method: string
  target: string
  idempotencyKey: string | null
  status: number | null
  outcome: 'ok' | 'retry' | 'dead' | 'paused' | 'ask'
  problemType: string | null
  /** SHA-256 of the bytes sent, hex. */
  requestHash: string | null
  response: string | null
  /** As they went and came; what is secret in them is blacked out before it is kept. */
  requestHeaders?: Readonly<Record<string, string>>
  requestBody?: string
  responseHeaders?: Readonly<Record<string, string>>
  ms: number
}
/** What each call gets: where to, when to stop, and who writes down each exchange. */
export type ChannelCall = {
  channel: {
    id: string
    code: string
    /** Empty for a kind that has none. */
    address: string
    /** As the kind's form (channel-form.ts) read them. */
    settings: Readonly<Record<string, unknown>>
    credentials: Readonly<Record<string, string>>
  }
  signal: AbortSignal
  /** Ask anew, whatever was learnt of the receiver before: a person tests the channel. */
  fresh?: boolean
  observe(exchange: Exchange): Promise<void>
}

/** One file that goes along. `open` streams bytes [start, end], end inclusive; all of them without a range. */
export type MediaSource = {
  sha256: string
  size: number
  contentType: string
  required: boolean
  open(range?: { start: number; end: number }): Promise<Readable>
}

/** What a receiver takes, as far as it says so. */
export type Capabilities = {
  maxItemBytes: number
  maxMediaBytes: number
  /** Files above this travel in parts. */
  partBytes: number
  mediaTypes: readonly string[] | 'any'
}

export type Push = {
  itemId: string
  version: number
  /** The same on every retry: `<id>.<version>.<op>`. */
  key: string
  body: Buffer
  /** SHA-256 of `body`, hex: how the hub recognises its own item at the receiver. */
  digest: string
  media: readonly MediaSource[]
  /** Something of this item may be there already: ask before sending. */
  mayBeThere: boolean
  /** Brings an item back that was withdrawn. */
  reinstate: boolean
  /** It leaves out something recalled: files of earlier versions that this one does not name go, where the receiver keeps them. */
  takesOut?: boolean
  /** Asked between the parts of a long upload: a withdrawal does not wait for its end. */
  stillWanted(): Promise<boolean>
  /** To be called right before the one request that takes effect. False: not wanted any more, stop. */
  beforeSending(): Promise<boolean>
}
export type Withdrawal = { itemId: string; key: string; body: Buffer; mayBeThere: boolean }

/** What came back, kept whole: the bytes and headers are the proof. */
export type Received = { receipt: ReceiptBody; raw: Buffer; headers: Record<string, string> }

/**
 * How a call ended. The adapter knows the receiver's dialect; the caller knows schedules, breakers and states, and needs only this.
 * - `delivered`: it is there; `received` is the proof.
 * - `gone`: it was withdrawn there, or for a withdrawal: it is not there, which is what was wanted.
 * - `retry`: later, with the same bytes and key. `notBefore` is the receiver's wish (Retry-After, a quota that refills); `fault`
 *   counts for the breaker.
 * - `dead`: never with these bytes. `refused`: the channel itself is not let in (credentials, a token that lapsed, a wrong address).
 * - `superseded`: beforeSending said no.
 * `mayHaveArrived`: the item may be there all the same; ask before sending again, and count it in a recall.
 */
export type Outcome =
  | { kind: 'delivered'; received: Received }
  | { kind: 'gone' }
  | { kind: 'retry'; problem: string; text: string; notBefore: Date | null; mayHaveArrived: boolean; fault: boolean }
  | { kind: 'dead'; problem: string; text: string; mayHaveArrived: boolean }
  | { kind: 'refused'; problem: string; text: string; mayHaveArrived: boolean }
  | { kind: 'superseded' }

/**
 * The wire to one kind of receiver; dialect.ts has its pure half. One file a kind; the suite test/suites/channel.suite.ts runs on each.
 * A kind without resumable upload sends files whole; one without a status call must make `publish` idempotent in another way (a look-up
 * by slug before each create); one whose publication is done by hand answers `delivered` in the state `received` and gets its public
 * address later.
 */
export interface Channel {
  /** Answers what the receiver takes, or why that could not be learnt. */
  capabilities(call: ChannelCall): Promise<Capabilities | Outcome>
  publish(push: Push, call: ChannelCall): Promise<Outcome>
  withdraw(withdrawal: Withdrawal, call: ChannelCall): Promise<Outcome>
  /** `delivered` with what is there now, `gone` where nothing is. */
  status(itemId: string, call: ChannelCall): Promise<Outcome>
  /** Everything of this hub that the receiver holds, a page at a time; a kind that cannot be asked has none. */
  list?(cursor: string | null, call: ChannelCall): Promise<HeldPage | Outcome>
}

/** What a receiver says that it holds of this hub. `next` is null at the end. */
export type HeldPage = {
  items: readonly {
    id: string
    version: number
    digest: string
    state: ReceiptBody['state']
    publicUrl: string | null
    updatedAt: string
  }[]
  next: string | null
}

/** What sending needs of the world: the wire of each kind, and chance for the schedule's jitter. */
export type ChannelDeps = { of(kind: ChannelKind): Channel; random(): number }
