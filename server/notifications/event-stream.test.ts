import { Writable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { encodeEvent, eventStream, patienceBytes } from './event-stream.ts'

/** A client that has stopped reading: nothing written to it is ever taken. */
const stuck = () => new Writable({ highWaterMark: 1024, write: () => {} })
const big = { event: 'notification', data: { text: 'x'.repeat(1000) } }

describe('a stream of events', () => {
  it('is cut at a client that does not read, with no more kept for it than its patience', () => {
    const to = stuck()
    const onCut = vi.fn()
    const stream = eventStream(to, onCut)
    for (let i = 0; i < 1000; i++) stream.send([big])
    expect(onCut).toHaveBeenCalledTimes(1)
    expect(to.destroyed).toBe(true)
    expect(to.writableLength).toBeLessThan(patienceBytes + 2000)
  })

  it('is cut at the next beat where a client has taken nothing since it was full', () => {
    const to = stuck()
    const onCut = vi.fn()
    const stream = eventStream(to, onCut)
    stream.beat()
    expect(onCut).not.toHaveBeenCalled()
    for (let i = 0; i < 3; i++) stream.send([big])
    stream.beat()
    expect(onCut).toHaveBeenCalledTimes(1)
  })

  it('goes on for a client that reads, however much it is told', () => {
    let taken = 0
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length
        done()
      },
    })
    const stream = eventStream(to, () => expect.unreachable())
    for (let i = 0; i < 1000; i++) stream.send([big])
    stream.beat()
    expect(taken).toBeGreaterThan(1_000_000)
  })

  it('holds one event for each, whatever people wrote: no line of theirs begins another', () => {
    const text = encodeEvent({
      event: 'notification',
      data: { title: 'a\n\nevent: forged\ndata: 1\r\n\u2028' },
      id: '1',
    })
    expect(text.split('\n')).toHaveLength(5)
    expect(text.endsWith('\n\n')).toBe(true)
    expect(text.match(/^event: /gm)).toHaveLength(1)
  })
})
