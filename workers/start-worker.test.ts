import { describe, expect, it } from 'vitest'
import { jobPayloads } from '#contracts/job'
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
})
