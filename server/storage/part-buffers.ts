/** The buffers of one put: `take` waits for one, `give` hands it back, `drop` forgets one that a line may still be reading. */
export type PutBuffers = { take(): Promise<Buffer>; give(buffer: Buffer): void; drop(): void }

/**
 * Memory for parts under way: buffers of `size` bytes that are filled again and again, as each fresh one of 8 MiB makes V8 mark the
 * whole heap. Every put has the right to one, so that a slow one keeps nobody waiting; `shared` more go to whoever is fastest,
 * at most `most` to one put. Idle ones are freed when no put holds any.
 */
export function partBuffers(limits: { size: number; most: number; shared: number }): () => PutBuffers {
  let idle: Buffer[] = []
  let held = 0
  let extra = 0
  let waiting: { may(): boolean; go(): void }[] = []
  const wake = () => {
    for (const one of [...waiting]) {
      if (!one.may()) continue
      waiting = waiting.filter(other => other !== one)
      one.go()
    }
  }
  return () => {
    let mine = 0
    const may = () => mine === 0 || (mine < limits.most && extra < limits.shared)
    const claim = () => {
      if (mine > 0) extra += 1
      mine += 1
      held += 1
      return idle.pop() ?? Buffer.allocUnsafeSlow(limits.size)
    }
    const leave = () => {
      mine -= 1
      held -= 1
      if (mine > 0) extra -= 1
      if (held === 0) idle = []
      wake()
    }
    return {
      take: async () => (may() ? claim() : new Promise(resolve => waiting.push({ may, go: () => resolve(claim()) }))),
      give(buffer) {
        idle.push(buffer)
        leave()
      },
      drop: leave,
    }
  }
}
