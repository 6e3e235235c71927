import { z } from 'zod'

/** An advisory that is lived with for a while: until its last day (`YYYY-MM-DD`, included), for a reason. */
export const allowList = z.array(
  z.strictObject({
    advisory: z.string().regex(/^GHSA-[\w-]+$/),
    package: z.string(),
    until: z.iso.date(),
    reason: z.string().min(10),
  }),
)
const finding = z.object({
  via: z.array(
    z.union([
      z.string(),
      z.object({ name: z.string(), url: z.string().default(''), title: z.string().default(''), severity: z.string() }),
    ]),
  ),
})
const report = z.object({ auditReportVersion: z.literal(2), vulnerabilities: z.record(z.string(), finding) })

export type Judgement = { available: boolean; failures: string[]; allowed: string[]; lower: number }

/**
 * Judges what `npm audit --json` wrote (report version 2): advisories of high and critical severity fail unless the list allows them
 * today; an entry past its day fails too, so that the list cannot rot. Anything that is no report means that the registry offers none.
 */
export function judgeAudit(text: string, allow: z.infer<typeof allowList>, today: string): Judgement {
  const expired = allow.filter(entry => entry.until < today)
  const failures = expired.map(entry => `${entry.advisory} (${entry.package}): its leave ended on ${entry.until}`)
  const parsed = report.safeParse(parse(text))
  if (!parsed.success) return { available: false, failures, allowed: [], lower: 0 }
  const advisories = new Map(
    Object.values(parsed.data.vulnerabilities)
      .flatMap(({ via }) => via)
      .filter(via => typeof via !== 'string')
      .map(via => [via.url.split('/').at(-1) || `${via.name} ${via.title}`, via]),
  )
  const allowed: string[] = []
  let lower = 0
  for (const [id, { name, title, severity }] of advisories) {
    if (severity !== 'high' && severity !== 'critical') lower += 1
    else if (allow.some(entry => entry.advisory === id && entry.package === name && entry.until >= today))
      allowed.push(id)
    else failures.push(`${severity}: ${name}: ${title} (${id})`)
  }
  return { available: true, failures, allowed, lower }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An error page, or nothing: judged like any other answer that is no report.
    return null
  }
}
