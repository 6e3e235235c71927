import type { Channel, ChannelDeps } from './channel.ts'
import type { ChannelKind } from './dialect.ts'
import { hubExchange } from './hub-exchange.ts'
import { manualPackage } from './manual-package.ts'
import { usualTimeouts, type WireDeps, type WireTimeouts } from './wire-deps.ts'
import { wordpress } from './wordpress.ts'

/** The wires of every kind of channel, made once a process: what they learn of a receiver is kept in them. */
export function createChannels(
  deps: Omit<WireDeps, 'timeouts'> & { timeouts?: WireTimeouts; random?: () => number; pace?: number },
): ChannelDeps {
  const all = { timeouts: usualTimeouts, ...deps }
  const wires: Record<ChannelKind, Channel> = {
    'hub-exchange': hubExchange(all),
    wordpress: wordpress(all),
    'manual-package': manualPackage(),
  }
  return { of: kind => wires[kind], random: deps.random ?? Math.random, pace: deps.pace ?? 1 }
}
