import { z } from 'zod'
import { isoDate } from './values.ts'

export const schemes = ['topic', 'place', 'audience', 'pillar', 'theme', 'genre', 'rights'] as const
export type Scheme = (typeof schemes)[number]
/** A term of a controlled vocabulary; `uri` is its public identifier (IPTC, rightsstatements.org, Creative Commons). */
export const term = z.object({
  scheme: z.enum(schemes),
  code: z.string(),
  nameVi: z.string(),
  nameEn: z.string().nullable(),
  uri: z.string().nullable(),
  parentCode: z.string().nullable(),
  validFrom: isoDate.nullable(),
  validTo: isoDate.nullable(),
})
export type Term = z.infer<typeof term>
export const termQuery = z.strictObject({ scheme: z.enum(schemes).optional() })
export const termList = z.object({ terms: z.array(term) })
