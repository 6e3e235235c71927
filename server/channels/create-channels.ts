import type { Channel, ChannelDeps } from './channel.ts'
import type { ChannelKind } from './dialect.ts'
import { hubExchange } from './hub-exchange.ts'
import { manualPackage } from './manual-package.ts'
import { superdeskNinjs } from './superdesk-ninjs.ts'
import type { WireDeps, WireTimeouts } from './wire-deps.ts'
import { wordpress } from './wordpress.ts'

const timeouts: WireTimeouts = { item: 30_000, ask: 15_000, media: 60_000 }

/** The wires of every kind of channel, made once a process: what they learn of a receiver is kept in them. */
export function createChannels(
  deps: Omit<WireDeps, 'timeouts'> & { timeouts?: WireTimeouts; random?: () => number },
): ChannelDeps {
  const all = { timeouts, ...deps }
  const wires: Record<ChannelKind, Channel> = {
    'hub-exchange': hubExchange(all),
    wordpress: wordpress(all),
    'manual-package': manualPackage(),
    'superdesk-ninjs': superdeskNinjs(all),
  }
  return { of: kind => wires[kind], random: deps.random ?? Math.random }
}
