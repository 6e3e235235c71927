/** The time, as an argument: tests turn it. Decisions that two processes share ask the database instead. */
export type Clock = { now(): Date }
export const systemClock: Clock = { now: () => new Date() }
