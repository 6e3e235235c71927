import { z } from 'zod'
import { membership } from './unit.ts'
import { hubRoles, line, unitRoles, uuid } from './values.ts'

const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** How long a password may be is said by the hub's rules (`password-refused`); this only bounds what is read. */
const newPassword = z.string().min(1).max(1024)
/** An address as accounts are looked up: in lower case. */
const address = z.email().max(254).toLowerCase()

/** One session of the person who asks. `current`: the one that asks. */
export const sessionView = z.object({
  id: uuid,
  current: z.boolean(),
  begunAt: z.string(),
  seenAt: z.string(),
  endsAt: z.string(),
  address: z.string(),
  browser: z.string(),
})
export type SessionView = z.infer<typeof sessionView>
export const sessionList = z.object({ sessions: z.array(sessionView) })

export const resetWish = z.strictObject({ email: address })
export const resetCompletion = z.strictObject({ token: linkToken, password: newPassword })

export const newInvitation = z.strictObject({
  email: address,
  hubRoles: z.array(z.enum(hubRoles)).max(2).default([]),
  memberships: z
    .array(z.strictObject({ unit: z.string().max(64), role: z.enum(unitRoles) }))
    .max(50)
    .default([]),
})
export type NewInvitation = z.infer<typeof newInvitation>
export const invitation = z.object({
  id: uuid,
  email: z.string(),
  hubRoles: z.array(z.enum(hubRoles)),
  memberships: z.array(membership),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
})
export type Invitation = z.infer<typeof invitation>
export const invitationList = z.object({ invitations: z.array(invitation) })
/**
 * `link` is shown once, and to an administrator alone: whoever holds it may set the password. `mailed` is false where the letter could not
 * be handed over.
 */
export const invitationAnswer = z.object({ invitation, link: z.string().nullable(), mailed: z.boolean() })

export const invitationLookup = z.strictObject({ token: linkToken })
/** What the invited person sees; `hasAccount`: the address can sign in already and only gains roles. */
export const invitationOffer = z.object({
  email: z.string(),
  hasAccount: z.boolean(),
  hubRoles: z.array(z.enum(hubRoles)),
  memberships: z.array(membership),
  invitedBy: z.string(),
  expiresAt: z.string(),
})
export type InvitationOffer = z.infer<typeof invitationOffer>
export const invitationAcceptance = z.strictObject({
  token: linkToken,
  name: line(120).pipe(z.string().min(1)).optional(),
  password: newPassword.optional(),
})
