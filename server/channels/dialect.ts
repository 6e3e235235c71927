import type { channelKinds } from '#contracts/delivery'
import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'
import { composeEnvelope, composeWithdrawal, mediaOfEnvelope } from './envelope.ts'
import { composePackage, composePackageWithdrawal, readPackageItem } from './package-item.ts'
import { composePress, composePressWithdrawal, readPressItem } from './press-item.ts'
import { composeSuperdesk, composeSuperdeskWithdrawal, readSuperdeskItem } from './superdesk-item.ts'
import { composeWordpress, composeWordpressWithdrawal, readWordpressItem } from './wordpress-item.ts'

export type ChannelKind = (typeof channelKinds)[number]

/** The pure half of a kind of channel: facts to bytes. The same facts give the same bytes. */
export type Dialect = {
  compose(facts: DeliveryFacts): Composed
  composeWithdrawal(facts: WithdrawalFacts): Buffer
  mediaOf(body: Buffer): Composed['media']
}

const dialects: Record<ChannelKind, Dialect> = {
  'hub-exchange': { compose: composeEnvelope, composeWithdrawal, mediaOf: mediaOfEnvelope },
  wordpress: {
    compose: composeWordpress,
    composeWithdrawal: composeWordpressWithdrawal,
    mediaOf: body => readWordpressItem(body).media,
  },
  'manual-package': {
    compose: composePackage,
    composeWithdrawal: composePackageWithdrawal,
    mediaOf: body => readPackageItem(body).media,
  },
  'superdesk-ninjs': {
    compose: composeSuperdesk,
    composeWithdrawal: composeSuperdeskWithdrawal,
    mediaOf: body => readSuperdeskItem(body).media,
  },
  mail: {
    compose: composePress,
    composeWithdrawal: composePressWithdrawal,
    mediaOf: body => readPressItem(body).media,
  },
}

/** The dialect of a channel's row. */
export function dialectOf(kind: string): Dialect {
  const dialect = dialects[kind as ChannelKind]
  if (!dialect) throw new Error(`no channel of kind ${kind}`)
  return dialect
}
