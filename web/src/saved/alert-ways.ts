import type { AlertWay } from '#contracts/saved-search'

export type { AlertWay }
export const alertWays: readonly AlertWay[] = ['off', 'at-once', 'daily']
