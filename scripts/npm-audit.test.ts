import { describe, expect, it } from 'vitest'
import { judgeAudit } from './npm-audit.ts'

const today = '2026-11-23'
const report = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      left: {
        via: [{ name: 'left', title: 'Hole', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc', severity }],
      },
      right: { via: ['left'] },
    },
  })
const leave = (until: string) => [
  { advisory: 'GHSA-aaaa-bbbb-cccc', package: 'left', until, reason: 'not reachable from here' },
]

describe('the judgement of npm audit', () => {
  it.each(['high', 'critical'])('fails for a %s advisory, once however many packages it reaches', severity => {
    expect(judgeAudit(report(severity), [], today).failures).toEqual([`${severity}: left: Hole (GHSA-aaaa-bbbb-cccc)`])
  })
  it('counts lower ones and lets them pass', () => {
    expect(judgeAudit(report('moderate'), [], today)).toEqual({ available: true, failures: [], allowed: [], lower: 1 })
  })
  it('lets an advisory pass until its day and not after', () => {
    expect(judgeAudit(report('high'), leave(today), today).failures).toEqual([])
    expect(judgeAudit(report('high'), leave('2026-11-22'), today).failures).toHaveLength(2)
  })
  it('fails for an entry whose day has passed even when nothing is found any more', () => {
    expect(judgeAudit(report('low'), leave('2026-11-22'), today).failures).toHaveLength(1)
  })
  it.each(['', '<html>', '{"message":"405 Method Not Allowed","error":{}}'])(
    'takes %j for a registry without audits',
    text => {
      expect(judgeAudit(text, [], today)).toMatchObject({ available: false, failures: [] })
    },
  )
})
