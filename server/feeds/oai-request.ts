import { uuid } from '#contracts/values'

/** The errors of OAI-PMH 2.0 §3.6. */
export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'
  | 'noSetHierarchy'

/** Answered inside an OAI document with HTTP 200, as the protocol says. */
export class OaiError extends Error {
  readonly code: OaiErrorCode
  constructor(code: OaiErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

export type OaiList = {
  set: string | null
  from: Date | null
  /** Exclusive. */
  until: Date | null
  after: { changedAt: Date; id: string; count: number } | null
}
export type OaiRequest =
  | { verb: 'Identify' | 'ListSets' }
  | { verb: 'ListMetadataFormats'; id: string | null }
  | { verb: 'GetRecord'; id: string }
  | ({ verb: 'ListRecords' | 'ListIdentifiers' } & OaiList)

const allowed: Record<OaiRequest['verb'], readonly string[]> = {
  Identify: [],
  ListSets: ['resumptionToken'],
  ListMetadataFormats: ['identifier'],
  GetRecord: ['identifier', 'metadataPrefix'],
  ListRecords: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
  ListIdentifiers: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
}

/** Reads the arguments of a request, each given once. Throws OaiError. Pure. */
export function readOaiRequest(given: URLSearchParams): OaiRequest {
  const verb = given.getAll('verb').length === 1 ? given.get('verb') : null
  if (!verb || !Object.hasOwn(allowed, verb)) throw new OaiError('badVerb', 'The verb is missing, repeated or unknown.')
  const known = verb as OaiRequest['verb']
  for (const name of new Set(given.keys())) {
    if (name !== 'verb' && !allowed[known].includes(name)) throw bad(`${name} is not an argument of ${known}.`)
    if (given.getAll(name).length > 1) throw bad(`${name} is given more than once.`)
  }
  const value = (name: string) => given.get(name)
  if (known === 'Identify') return { verb: known }
  if (known === 'ListSets') {
    if (value('resumptionToken') !== null) throw new OaiError('badResumptionToken', 'ListSets gives no token.')
    return { verb: known }
  }
  if (known === 'ListMetadataFormats') {
    const identifier = value('identifier')
    return { verb: known, id: identifier === null ? null : readIdentifier(identifier) }
  }
  if (known === 'GetRecord') {
    requireFormat(value('metadataPrefix'))
    const identifier = value('identifier')
    if (identifier === null) throw bad('identifier is missing.')
    return { verb: known, id: readIdentifier(identifier) }
  }
  const token = value('resumptionToken')
  if (token !== null) {
    if ([...given.keys()].length > 2) throw bad('resumptionToken is an exclusive argument.')
    return { verb: known, ...readToken(token) }
  }
  requireFormat(value('metadataPrefix'))
  return { verb: known, set: value('set'), ...readRange(value('from'), value('until')), after: null }
}

const bad = (message: string) => new OaiError('badArgument', message)

function requireFormat(prefix: string | null): void {
  if (prefix === null) throw bad('metadataPrefix is missing.')
  if (prefix !== 'oai_dc') throw new OaiError('cannotDisseminateFormat', 'Only oai_dc is given out.')
}

function readIdentifier(identifier: string): string {
  const id = /^urn:uuid:(.+)$/.exec(identifier)?.[1]
  if (!id || !uuid.safeParse(id).success) throw new OaiError('idDoesNotExist', 'No such identifier.')
  return id
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/
const secondForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** Both ends are inclusive and of one granularity; `until` comes back exclusive. */
function readRange(from: string | null, until: string | null): { from: Date | null; until: Date | null } {
  if (from && until && dayForm.test(from) !== dayForm.test(until)) throw bad('from and until differ in granularity.')
  const start = from === null ? null : readInstant(from)
  const end = until === null ? null : readInstant(until)
  if (start && end && start > end) throw bad('from is later than until.')
  const step = until && dayForm.test(until) ? 86_400_000 : 1_000
  return { from: start, until: end && new Date(end.getTime() + step) }
}

function readInstant(text: string): Date {
  const date = dayForm.test(text) || secondForm.test(text) ? new Date(text) : null
  // A day that the month does not have rolls over in some forms: it is not that date.
  if (!date || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text.slice(0, 10)))
    throw bad('A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.')
  return date
}

/** Where a list goes on. It holds no secret and never lapses: what it names is asked for anew. */
export function writeToken(
  { set, from, until }: OaiList,
  after: { changedAt: Date; id: string; count: number },
): string {
  const values = [set, from?.toISOString(), until?.toISOString(), after.changedAt.toISOString(), after.id, after.count]
  return Buffer.from(JSON.stringify(values.map(value => value ?? null))).toString('base64url')
}

function readToken(token: string): OaiList {
  try {
    const [set, from, until, changedAt, id, count] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    const date = (value: unknown) => (value === null ? null : validDate(value))
    const at = validDate(changedAt)
    if (!uuid.safeParse(id).success || !Number.isSafeInteger(count) || !(set === null || typeof set === 'string'))
      throw new Error('not a token')
    return { set, from: date(from), until: date(until), after: { changedAt: at, id, count } }
  } catch {
    throw new OaiError('badResumptionToken', 'The token is not one of this repository.')
  }
}

function validDate(value: unknown): Date {
  const date = new Date(String(value))
  if (Number.isNaN(date.getTime()) || date.getFullYear() < 1 || date.getFullYear() > 9999) throw new Error('not a date')
  return date
}
