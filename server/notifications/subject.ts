import type { NotificationSubject } from '#contracts/notification'
import type { Actor } from '#server/access/actor'
import { type Db, Prisma } from '#server/platform/db'

/**
 * What this slice must know of a kind of subject. It stands before the slices whose things notifications are about: each of those
 * hands one in, at the composition root, and decides there who may read its things.
 */
export type SubjectRule = {
  /** A SQL predicate: the row whose id the expression `id` names is there and the actor may read it now. */
  readable(actor: Actor, id: Prisma.Sql): Prisma.Sql
  /** How the things look now, by id; ids that are gone are missing. */
  describe(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, NotificationSubject>>
  /** Which of these an actor may read now: facts are read once, for as many actors as are asked after. */
  readers(db: Db, ids: readonly string[]): Promise<(actor: Actor) => string[]>
}
export type SubjectKind = NotificationSubject['kind']
export type Subjects = Record<SubjectKind, SubjectRule>

/**
 * The rows of `notification n` whose subject the actor may read at this moment. The one door: lists, counts, streams and letters ask
 * it each time, so that whoever lost the right to read is not told any more. A kind without a rule is shown to nobody.
 */
export function subjectReadable(subjects: Subjects, actor: Actor): Prisma.Sql {
  const ways = Object.entries(subjects).map(
    ([kind, rule]) => Prisma.sql`(n.subject_kind = ${kind} and ${rule.readable(actor, Prisma.sql`n.subject_id`)})`,
  )
  return ways.length > 0 ? Prisma.sql`(${Prisma.join(ways, ' or ')})` : Prisma.sql`false`
}
