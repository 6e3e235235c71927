import { spawnSync } from 'node:child_process'

export type DecoderNet = 'own' | 'user' | 'none'

let known: DecoderNet | null = null

/**
 * How decoders are kept from the network: in an empty network of their `own` (as root), in one that a namespace of their `user` allows,
 * or not at all, where the kernel or the container forbids it. Tried once a process; the first call takes some milliseconds.
 */
export function decoderNet(): DecoderNet {
  known ??=
    process.getuid?.() === 0 ? tried('own', ['--net']) : tried('user', ['--user', '--map-current-user', '--net'])
  return known
}

function tried(net: DecoderNet, flags: readonly string[]): DecoderNet {
  const { status } = spawnSync('unshare', [...flags, 'true'], { stdio: 'ignore', timeout: 10_000 })
  return status === 0 ? net : 'none'
}
