import type { KeyScope } from '#contracts/api-key'
import type { AccessClass, Operation } from '#contracts/operation'
import type { Actor } from './actor.ts'

/** `anybody`: open to people whom nobody knows, hence to keys. `never`: no key, whatever its scopes. */
export type KeyNeed = KeyScope | 'anybody' | 'never'

// A new class does not compile until it says here what a key needs for it.
const ofClass: Record<AccessClass, KeyNeed> = {
  open: 'anybody',
  session: 'read',
  self: 'never',
  visible: 'read',
  'asset:edit': 'edit',
  'asset:nominate': 'nominate',
  'asset:trash': 'edit',
  'asset:reuse': 'never',
  'unit:upload': 'upload',
  'unit:invite': 'never',
  'collection:read': 'read',
  'collection:edit': 'edit',
  'collection:share': 'never',
  share: 'anybody',
  curate: 'curate',
  administer: 'never',
}
const changing = (method: string) => !['get', 'head', 'options'].includes(method)

/** The scope that a key needs for an operation; null where none is needed or none would do. */
export function neededScope(operation: Pick<Operation, 'access' | 'method'>): KeyScope | null {
  const needed = neededFor(operation)
  return needed === 'anybody' || needed === 'never' ? null : needed
}

/** Whether the actor, where it comes by a key, may call the operation at all. People who are signed in are not narrowed. */
export function keyMayCall(actor: Actor, operation: Pick<Operation, 'access' | 'method'>): boolean {
  return keyAllows(actor, neededFor(operation))
}

// To read is what `open`, `session` and `visible` offer to programs; what changes something there (an invitation accepted, a password
// reset, a preference) is for people.
function neededFor({ access, method }: Pick<Operation, 'access' | 'method'>): KeyNeed {
  const needed = ofClass[access] ?? 'never'
  return (needed === 'read' || needed === 'anybody') && changing(method) ? 'never' : needed
}

/** Whether the key that the actor comes by, if any, is good for this. The owner's own rights are another question. */
export function keyAllows(actor: Actor, need: KeyNeed | undefined): boolean {
  if (actor.kind === 'anonymous' || !actor.key) return true
  if (need === 'anybody') return true
  return need !== undefined && need !== 'never' && actor.key.scopes.includes(need)
}
