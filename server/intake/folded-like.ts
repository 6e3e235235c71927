import { Prisma } from '#server/platform/db'

/** Whether the text of a column holds what somebody typed, with or without marks: `thoi su` finds `Thời sự`. */
export function foldedLike(column: Prisma.Sql, typed: string): Prisma.Sql {
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`${folded(column)} like ${folded(Prisma.sql`${pattern}::text`)}`
}

const folded = (text: Prisma.Sql) =>
  Prisma.sql`translate(regexp_replace(normalize(lower(${text}), nfd), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd')`
