/**
 * How many deliveries of one channel are under way at once. One after three faults in a row: a receiver that is ill is felt out,
 * not flooded, and one that hangs holds one place and not all. A runner (workers/start-worker.ts) has places for several channels.
 */
export function lanesOf({ failuresInRow }: { failuresInRow: number }): number {
  return failuresInRow >= 3 ? 1 : 6
}
