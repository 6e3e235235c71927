import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isLive, type LiveEvents, listenToHub } from './live-events.ts'

class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readyState = 0
  onopen: () => void = () => {}
  onerror: () => void = () => {}
  constructor() {
    super()
    FakeSource.made.push(this)
  }
  close() {
    this.readyState = 2
  }
  open() {
    this.readyState = 1
    this.onopen()
  }
  fail(readyState: number) {
    this.readyState = readyState
    this.onerror()
  }
  say(event: string, data: object) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
}

describe('what the hub tells a window', () => {
  const handlers = {
    onUnread: vi.fn(),
    onNotification: vi.fn(),
    onAsset: vi.fn(),
    onOpen: vi.fn(),
    onSessionEnded: vi.fn(),
  } satisfies LiveEvents
  let stop = () => {}
  const see = (state: 'visible' | 'hidden') => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const last = () => FakeSource.made.at(-1)!
  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    FakeSource.made = []
    vi.stubGlobal('EventSource', FakeSource)
    stop = listenToHub(handlers)
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('arrives where it belongs, and the window need not ask meanwhile', () => {
    expect(isLive()).toBe(false)
    last().open()
    expect(isLive()).toBe(true)
    last().say('unread', { unread: 3 })
    last().say('asset', { id: 'a' })
    last().say('notification', {})
    expect(handlers.onUnread).toHaveBeenCalledWith(3)
    expect(handlers.onAsset).toHaveBeenCalledWith('a')
    expect(handlers.onNotification).toHaveBeenCalledTimes(1)
  })

  it('is not listened to while the window is hidden, and again once it is seen', () => {
    last().open()
    see('hidden')
    expect(last().readyState).toBe(2)
    expect(isLive()).toBe(false)
    see('visible')
    expect(FakeSource.made).toHaveLength(2)
  })

  it('is asked for again later where the hub refused, and left to the browser where the line broke', () => {
    last().fail(0)
    vi.advanceTimersByTime(60_000)
    expect(FakeSource.made).toHaveLength(1)
    last().fail(2)
    vi.advanceTimersByTime(9_000)
    expect(FakeSource.made).toHaveLength(1)
    vi.advanceTimersByTime(2_000)
    expect(FakeSource.made).toHaveLength(2)
  })

  it('ends with the session, and where another window took the place until this one is looked at again', () => {
    last().open()
    last().say('bye', { reason: 'replaced' })
    expect(isLive()).toBe(false)
    expect(handlers.onSessionEnded).not.toHaveBeenCalled()
    see('visible')
    expect(FakeSource.made).toHaveLength(2)
    last().say('bye', { reason: 'session-ended' })
    expect(handlers.onSessionEnded).toHaveBeenCalledTimes(1)
  })
})
