import { createHash } from 'node:crypto'
import { canonWords } from './canon.ts'
import { documentVector, kindNames } from './document-vector.ts'
import { durationSpan } from './duration-span.ts'
import { fold } from './fold.ts'
import { dateNumber } from './meilisearch-filter.ts'
import type { SearchDocument } from './search-index.ts'
import { titleKey } from './title-key.ts'

/** What the engine filters by and the index in Postgres asks of the asset itself: as the rows of `asset` have it. */
export type EngineFacts = {
  unitId: string
  unitLine: readonly string[]
  uploadedBy: string
  visibility: string
  language: string
  date: string
  topics: readonly string[]
  pillars: readonly string[]
  themes: readonly string[]
  audiences: readonly string[]
  places: readonly string[]
  placeLine: readonly string[]
  embargoUntil: Date | null
  /** When the right begins and ends, as instants. */
  rightsFrom: Date | null
  rightsEnd: Date | null
  withdrawnAt: Date | null
  recalled: boolean
  consent: 'recorded' | 'missing' | null
}

/** A document of the engine. Words are folded, times are milliseconds, `state` is the hash of everything else. */
export type EngineDocument = Record<string, string | number | boolean | string[] | null> & { id: string; state: string }

// Later than any clock of the hub, and a whole number to every JSON reader.
const never = 8_640_000_000_000_000
// A book has more words than the engine keeps places of in one field (65,535).
const mostBody = 400_000
/** As much of the body as is looked at for the marks that were typed; rank-sql.ts looks at the same. */
const markedBody = 4_000

/** Builds the engine's document of an asset. Pure; the same state gives the same document. */
export function engineDocument(document: SearchDocument, facts: EngineFacts): EngineDocument {
  const { titleF, titleC, head } = documentVector({ ...document, body: '', names: [] })
  const { durationMs, orientation, colours, size, captioned, purposes } = document.facts
  const plays = document.kind === 'video' || document.kind === 'audio'
  const time = (at: Date | null, none: number) => at?.getTime() ?? none
  const written = [document.title, ...document.tags, ...document.aliases, document.description, document.caption]
  const said = {
    id: document.assetId,
    title: fold(document.title),
    tags: document.tags.map(fold),
    aliases: document.aliases.map(fold),
    description: fold(document.description),
    caption: fold(document.caption),
    body: fold(document.body.slice(0, mostBody)),
    names: [...document.names, kindNames[document.kind]].map(fold),
    marks: [...written, document.body.normalize('NFC').slice(0, markedBody)].map(text => markedWords(canonWords(text))),
    ...{ titleF, titleC, head, titleKey: titleKey(document.title) },
    ...{ kind: document.kind, orientation, colours, size, purposes, durationMs, duration: durationSpan(durationMs) },
    captions: plays ? (captioned ? 'yes' : 'no') : null,
    ...{ unit: facts.unitId, unitLine: [...facts.unitLine], uploadedBy: facts.uploadedBy },
    ...{ visibility: facts.visibility, language: facts.language, consent: facts.consent, recalled: facts.recalled },
    ...{ date: dateNumber(facts.date), year: String(Number(facts.date.slice(0, 4))) },
    ...{ topics: [...facts.topics], pillars: [...facts.pillars], themes: [...facts.themes] },
    ...{ audiences: [...facts.audiences], places: [...facts.places], placeLine: [...facts.placeLine] },
    embargoUntil: time(facts.embargoUntil, 0),
    rightsFrom: time(facts.rightsFrom, 0),
    rightsEnd: time(facts.rightsEnd, never),
    withdrawnAt: time(facts.withdrawnAt, never),
  }
  return { ...said, state: createHash('sha256').update(JSON.stringify(said)).digest('base64url') }
}

const signs: Record<string, string> = {
  '\u0300': 'qf',
  '\u0301': 'qs',
  '\u0309': 'qr',
  '\u0303': 'qx',
  '\u0323': 'qj',
  '\u0302': 'qa',
  '\u0306': 'qw',
  '\u031b': 'qo',
  đ: 'qd',
  q: 'qq',
}

/**
 * Canonical words with their marks as letters (`cao đài` is `cao qdaqfi`), so that an engine that drops marks still tells them apart. Every
 * Vietnamese word has its own spelling; other marks are dropped. Lower case, words apart by one space.
 */
export function markedWords(canonical: string): string {
  return canonical
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031bđq]/g, sign => signs[sign] ?? '')
    .replace(/\p{M}+/gu, '')
}
