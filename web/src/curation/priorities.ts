import type { Priority } from '#contracts/nomination'

export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Priority[]
