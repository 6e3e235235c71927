import { describe, expect, it } from 'vitest'
import { jobPayloads } from '#contracts/job'
import { familiesOf } from './start-worker.ts'

describe('the families of jobs', () => {
  it('run every job that there is, each in one family', () => {
    const run = familiesOf('all').flatMap(({ jobs }) => [...jobs])
    expect(run.sort()).toEqual(Object.keys(jobPayloads).sort())
  })
  it('are shared out between media and outbound workers, none twice', () => {
    const apart = [...familiesOf('media'), ...familiesOf('outbound')].flatMap(({ jobs }) => [...jobs])
    expect(apart.sort()).toEqual(Object.keys(jobPayloads).sort())
  })
})
