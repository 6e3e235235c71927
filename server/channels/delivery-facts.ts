import type { Wording } from './worded.ts'

/** A term with its public name, as an item carries it. */
export type NamedTerm = { code: string; name: string; uri: string | null }
export type FactsMedia = {
  /** Rendition's name, or `original`. */
  rendition: string
  sha256: string
  size: number
  contentType: string
  required: boolean
  width: number | null
  height: number | null
  durationMs: number | null
}

/** Everything an item carries to a receiver, read once before its bytes are frozen. Dates are instants; `date` is a calendar day. */
export type DeliveryFacts = {
  /** The hub's public address: prefix of the names it gives to topics, places and units. */
  hub: string
  op: 'publish' | 'update'
  version: number
  reinstate: boolean
  /** The version that stood at the receiver before, or null. */
  supersedes: number | null
  asset: {
    id: string
    kind: string
    title: string
    description: string
    creator: string
    date: string
    language: string
    tags: readonly string[]
    credit: string
    altText: string
    rights: { statement: string | null; holder: string | null; usageTerms: string | null }
    html: string | null
    createdAt: Date
    updatedAt: Date
    /** Under a picture or a film, where the desk wrote one for the channel. */
    caption?: string
    /** Whose work the hub relays, and where it stands there; null for one's own. */
    relay?: { source: string; url: string | null } | null
  }
  /** What goes along in the same item, in its order. */
  members?: readonly MemberFacts[]
  /** The item in further languages. */
  translations?: readonly Wording[]
  terms: { topics: readonly NamedTerm[]; places: readonly NamedTerm[]; audiences: readonly NamedTerm[] }
  media: readonly FactsMedia[]
  selection: { by: string; at: Date; decisionRef: string | null; channels: readonly string[] }
  source: { unit: string; name: string; contact: string }
}

/** One companion of a package: everything that an item has, but for what is said once of the whole. */
export type MemberFacts = Pick<DeliveryFacts, 'asset' | 'terms' | 'media' | 'source' | 'translations'> & {
  role: string
}

/** What a receiver is told when an item is to go. `public` is the sentence that may stand where it stood. */
export type WithdrawalFacts = {
  version: number
  kind: 'takedown' | 'kill'
  reason: string
  public: string
  mediaToo: boolean
  at: Date
}

/** An item in a receiver's own words: the exact bytes, frozen before the first attempt, and the files that they name. */
export type Composed = { body: Buffer; media: readonly { sha256: string; required: boolean }[] }
