import { describe, expect, it } from 'vitest'
import { jobPayloads } from '#contracts/job'
import { cronItems } from './job-clock.ts'
import { familiesOf } from './start-worker.ts'

const own = ({ besides }: ReturnType<typeof familiesOf>[number]) => !besides

describe('the families of jobs', () => {
  it('run every job that there is, each in one family', () => {
    const run = familiesOf('all')
      .filter(own)
      .flatMap(({ jobs }) => [...jobs])
    expect(run.sort()).toEqual(Object.keys(jobPayloads).sort())
  })
  it('are shared out between media and outbound workers, none twice', () => {
    const apart = [...familiesOf('media'), ...familiesOf('outbound')].filter(own).flatMap(({ jobs }) => [...jobs])
    expect(apart.sort()).toEqual(Object.keys(jobPayloads).sort())
  })
  it('keep a place for short films, which a family beside it makes too', () => {
    const kept = familiesOf('all').filter(({ besides }) => besides)
    expect(kept.map(({ jobs, besides }) => [jobs, besides?.without])).toEqual([[['rendition.video'], ['long']]])
  })
  it('take from the clock what it adds to each of its jobs', () => {
    const asked = familiesOf('all').flatMap(cronItems)
    expect(asked.length).toBeGreaterThan(15)
    const refused = asked.filter(({ task }) => {
      const payload = { _cron: { ts: '2026-01-01T00:00:00Z', backfilled: false } }
      return !jobPayloads[task as keyof typeof jobPayloads].safeParse(payload).success
    })
    expect(refused).toEqual([])
  })
})
