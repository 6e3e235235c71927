import type { Writable } from 'node:stream'

/** What may wait in this process for a client that does not read: about a hundred events. */
export const patienceBytes = 64 * 1024

export type StreamEvent = { event: string; data: unknown; id?: string }
/** One client's stream, as the event hub holds it. */
export type EventStream = {
  /** What is told together; a client is judged by what it left of the times before. */
  send(events: readonly StreamEvent[]): void
  /** A comment: keeps the line open through proxies, and finds out that nobody is there. */
  beat(): void
  end(last?: StreamEvent): void
}

/**
 * Writes server-sent events (WHATWG HTML §9.2.6). A client that does not read is cut as soon as more than `patienceBytes` wait for it,
 * or when nothing at all was taken between two beats: it comes back with Last-Event-ID, and nothing piles up here meanwhile.
 */
export function eventStream(to: Writable, onCut: () => void): EventStream {
  let clogged = false
  const write = (text: string) => {
    if (to.destroyed || to.writableEnded) return
    if (to.writableLength > patienceBytes) {
      onCut()
      to.destroy()
      return
    }
    if (!to.write(text)) clogged = true
  }
  to.on('drain', () => {
    clogged = false
  })
  return {
    send: events => write(events.map(encodeEvent).join('')),
    beat() {
      if (clogged && to.writableLength > 0) {
        onCut()
        to.destroy()
        return
      }
      write(':\n\n')
    },
    end(last) {
      if (last) write(encodeEvent(last))
      if (!to.destroyed) to.end()
    },
  }
}

/** JSON holds no line break of its own, and ids and names are the hub's: nothing in an event can begin another one. */
export function encodeEvent({ event, data, id }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
