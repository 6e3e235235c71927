import type { Actor } from './actor.ts'

/** From where a request came: the peer's address as the server saw it, never what a header says, and the request's id. */
export type Origin = { address: string | null; requestId: string | null }
/** Who acts and from where: every use case that changes something takes one. */
export type Caller = { actor: Actor; origin: Origin }
