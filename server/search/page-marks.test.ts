import { describe, expect, it } from 'vitest'
import { pagePlace } from './page-marks.ts'

const body = 'một\f\fba\vmáy đọc\fbốn'

describe('a place in an indexed body', () => {
  it('is on the page that its marks count, empty pages too', () => {
    expect(pagePlace(body, body.indexOf('một'))).toEqual({ page: 1, machine: false })
    expect(pagePlace(body, body.indexOf('ba'))).toEqual({ page: 3, machine: false })
    expect(pagePlace(body, body.indexOf('bốn'))).toEqual({ page: 4, machine: false })
  })

  it('was read by a machine only between its mark and the end of the page', () => {
    expect(pagePlace(body, body.indexOf('máy'))).toEqual({ page: 3, machine: true })
  })
})
