import { describe, expect, it } from 'vitest'
import { planSound } from './plan-sound.ts'
import type { ProbedStream } from './probe.ts'

const track = (index: number, more: Partial<ProbedStream> = {}): ProbedStream => {
  return { index, codec_type: 'audio', codec_name: 'aac', channels: 2, ...more }
}
const plan = (streams: ProbedStream[], format_name = 'matroska,webm') => planSound({ streams, format: { format_name } })

describe('planSound', () => {
  it('hears nothing where there is nothing', () => {
    expect(plan([])).toEqual({ sound: null, tracks: [] })
  })

  it('takes the track that is marked as default, else the first', () => {
    expect(plan([track(1), track(2, { disposition: { default: 1 } })]).sound?.indexes).toEqual([2])
    expect(plan([track(1), track(2)]).sound?.indexes).toEqual([1])
  })

  it('takes left and right of a broadcast file, whose channels are tracks', () => {
    const mono = [1, 2, 3, 4].map(index => track(index, { channels: 1, codec_name: 'pcm_s16le' }))
    expect(plan(mono, 'mxf').sound).toEqual({ indexes: [1, 2], channels: 2 })
    expect(plan(mono, 'mov,mp4').sound).toEqual({ indexes: [1], channels: 1 })
  })

  it('names the others, without what does not show', () => {
    const named = plan([
      track(1),
      track(2, { tags: { language: 'vie', title: 'Tie\u0302\u0301ng\u0007 Việt\n[STREAM]' } }),
    ])
    expect(named.tracks).toEqual([
      { codec: 'aac', channels: 2, language: null, title: null, used: true },
      { codec: 'aac', channels: 2, language: 'vie', title: 'Tiếng Việt[STREAM]', used: false },
    ])
  })
})
