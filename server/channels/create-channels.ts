import type { Channel, ChannelDeps } from './channel.ts'
import type { ChannelKind } from './dialect.ts'
import { hubExchange } from './hub-exchange.ts'
import { mailList, type PressDeps } from './mail-list.ts'
import { manualPackage } from './manual-package.ts'
import { superdeskNinjs } from './superdesk-ninjs.ts'
import { usualTimeouts, type WireDeps, type WireTimeouts } from './wire-deps.ts'
import { wordpress } from './wordpress.ts'

/** The wires of every kind of channel, made once a process: what they learn of a receiver is kept in them. */
export function createChannels(
  deps: Omit<WireDeps, 'timeouts'> & {
    timeouts?: WireTimeouts
    random?: () => number
    pace?: number
    press?: PressDeps
  },
): ChannelDeps {
  const all = { timeouts: usualTimeouts, ...deps }
  const wires: Record<ChannelKind, Channel> = {
    'hub-exchange': hubExchange(all),
    wordpress: wordpress(all),
    'manual-package': manualPackage(),
    'superdesk-ninjs': superdeskNinjs(all),
    mail: deps.press ? mailList({ ...all, ...deps.press }) : withoutPress,
  }
  return { of: kind => wires[kind], random: deps.random ?? Math.random, pace: deps.pace ?? 1 }
}

/** A process that has neither ledger nor mail server sends no letters; to be asked to is a defect of how it was put together. */
const withoutPress: Channel = {
  capabilities: noPress,
  publish: noPress,
  withdraw: noPress,
  status: noPress,
}
async function noPress(): Promise<never> {
  throw new Error('these channels were made without the press list')
}
