import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { ProblemError } from '#server/platform/problem-error'

export type PersonActor = Extract<Actor, { kind: 'person' }>

/** Narrows to a person who is signed in. Throws `sign-in-required`. */
export function requirePerson(actor: Actor): asserts actor is PersonActor {
  if (actor.kind === 'anonymous') throw new ProblemError('sign-in-required')
}

/** Throws `sign-in-required` for nobody and `not-allowed` for a person without the hub role. */
export function requireHubRole(actor: Actor, role: 'curate' | 'administer'): asserts actor is PersonActor {
  requirePerson(actor)
  if (!can(actor, { act: `hub.${role}` })) throw new ProblemError('not-allowed')
}
