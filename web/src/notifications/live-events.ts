export type LiveEvents = {
  onUnread(unread: number): void
  onNotification(): void
  onAsset(id: string): void
  /** The stream stands, for the first time or again: what happened while it did not is to be asked for. */
  onOpen(): void
  /** The hub ended it because the session is over. */
  onSessionEnded(): void
}

let live = false
const watchers = new Set<() => void>()
function setLive(now: boolean): void {
  if (live === now) return
  live = now
  for (const tell of watchers) tell()
}
/** Whether the hub tells this window what happens. While it does not, the window has to ask. */
export const isLive = () => live
export function watchLive(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

const shortest = 10_000
const longest = 60_000

/**
 * Listens to the hub while this window is seen. A hidden one lets go: a browser holds six connections to a host over HTTP/1.1, and
 * every window would take one. A line that breaks is mended by the browser itself; a refusal is tried again later.
 */
export function listenToHub(handlers: LiveEvents): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = shortest

  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = null
    setLive(false)
  }
  const open = () => {
    if (source || document.visibilityState === 'hidden') return
    const mine = new EventSource('/api/v1/events')
    source = mine
    const data = <T>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T
    mine.onopen = () => {
      pause = shortest
      setLive(true)
      handlers.onOpen()
    }
    mine.onerror = () => {
      setLive(false)
      if (mine.readyState !== EventSource.CLOSED) return
      close()
      timer = setTimeout(open, pause)
      pause = Math.min(longest, pause * 2)
    }
    mine.addEventListener('unread', event => handlers.onUnread(data<{ unread: number }>(event).unread))
    mine.addEventListener('notification', () => handlers.onNotification())
    mine.addEventListener('asset', event => handlers.onAsset(data<{ id: string }>(event).id))
    mine.addEventListener('bye', event => {
      // Another window has taken the place: this one asks until it is looked at again.
      close()
      if (data<{ reason: string }>(event).reason === 'session-ended') handlers.onSessionEnded()
    })
  }
  const follow = () => (document.visibilityState === 'hidden' ? close() : open())
  document.addEventListener('visibilitychange', follow)
  open()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    close()
  }
}
