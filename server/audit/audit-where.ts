import type { z } from 'zod'
import type { auditFilter } from '#contracts/audit'
import type { Prisma } from '#server/platform/db'

const dayMs = 86_400_000

/** The filters of a reader as a Prisma condition over audit_entry. */
export function auditWhere(filter: z.output<typeof auditFilter>): Prisma.AuditEntryWhereInput {
  const { subject, act, person, unit, from, to } = filter
  return {
    ...(subject ? { subjectId: subject } : {}),
    ...(act ? { act } : {}),
    ...(unit ? { unitId: unit } : {}),
    ...(person ? { detail: { personId: person } } : {}),
    ...(from || to
      ? {
          at: {
            ...(from ? { gte: midnight(from) } : {}),
            ...(to ? { lt: new Date(midnight(to).getTime() + dayMs) } : {}),
          },
        }
      : {}),
  }
}

/** The beginning of a day in Vietnam, which keeps +07:00 all year. */
const midnight = (day: string) => new Date(`${day}T00:00:00+07:00`)
