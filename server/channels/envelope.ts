import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'
import { mediaName, ninjsItem } from './ninjs-item.ts'

export const contract = 'hub-exchange/1.0'

/** The envelope of PUT /items/{id} as bytes. The same facts give the same bytes: their digest is how the hub knows its item again. */
export function composeEnvelope(facts: DeliveryFacts): Composed {
  const all = [...facts.media, ...(facts.members ?? []).flatMap(member => member.media)]
  const firsts = all.filter((each, at) => all.findIndex(other => other.sha256 === each.sha256) === at)
  const media = firsts.map(({ sha256, rendition, contentType, size, required }) => ({
    sha256,
    uri: mediaName(sha256),
    rendition,
    contentType,
    sizeInBytes: size,
    required,
  }))
  const envelope = {
    contract,
    op: facts.op,
    item: ninjsItem(facts),
    media,
    selection: { ...facts.selection, at: facts.selection.at.toISOString() },
    source: facts.source,
    supersedes: facts.supersedes === null ? null : String(facts.supersedes),
    ...(facts.reinstate ? { reinstate: true } : {}),
  }
  return { body: Buffer.from(JSON.stringify(envelope)), media }
}

/** The body of POST /items/{id}/withdrawal. */
export function composeWithdrawal({ at, ...facts }: WithdrawalFacts): Buffer {
  return Buffer.from(JSON.stringify({ contract, ...facts, at: at.toISOString() }))
}

/** The files that a frozen envelope names. */
export function mediaOfEnvelope(body: Buffer): Composed['media'] {
  return (JSON.parse(body.toString('utf8')) as { media: Composed['media'] }).media.map(({ sha256, required }) => ({
    sha256,
    required,
  }))
}
