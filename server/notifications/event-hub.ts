import type { Response } from 'express'
import type { PersonActor } from '#server/identity/require-person'
import { type Listener, listen } from '#server/platform/listen'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { eventChannel, readSignal } from './event-channel.ts'
import { catchUp, type NewsDeps, newsOf, unreadEvent } from './event-news.ts'
import { type EventStream, eventStream, type StreamEvent } from './event-stream.ts'
import { liveSessions } from './live-sessions.ts'

/** `databaseUrl`: for the one connection that listens. */
export type EventHubDeps = NewsDeps & { databaseUrl: string; log: Log }
export type EventHub = {
  /** Answers with a stream that goes on until the client, the session or the hub ends it. Throws `too-busy` where there is no room. */
  open(res: Response, who: { actor: PersonActor; sessionId: string; lastEventId: string | null }): Promise<void>
  /** How many streams are open. */
  size(): number
  close(): Promise<void>
}

/** As many windows as a person may look at once; a further one takes the oldest one's place. */
export const streamsPerPerson = 8
const streamsInAll = 5_000
const beatMs = 15_000
const sessionCheckMs = 2_000
// Changes of assets come in bursts: one look at who may read them serves all of this window.
const gatherMs = 300

type Open = { personId: string; sessionId: string; stream: EventStream }

/**
 * The streams of this process. One connection hears what any process committed; each message is looked up once and passed to the
 * streams of those it concerns, with the rights that they have at that moment. Every 2 s one query asks which sessions still stand:
 * a stream outlives its session by no more than that. Where the database cannot say, all streams end: browsers come back by themselves.
 */
export function createEventHub(deps: EventHubDeps): EventHub {
  const open = new Set<Open>()
  const waiting = { n: new Set<string>(), r: new Set<string>(), a: new Set<string>() }
  let listener: Listener | null = null
  let closed = false
  let work: Promise<void> = Promise.resolve()
  let gathering: NodeJS.Timeout | undefined

  const later = (task: () => Promise<void>) => {
    work = work.then(task).catch(error => deps.log.error({ event: 'events.failed', error }))
  }
  const streamsOf = (personId: string) => [...open].filter(each => each.personId === personId)
  const people = () => [...new Set([...open].map(each => each.personId))]
  const pass = (personId: string, events: readonly StreamEvent[]) => {
    for (const { stream } of streamsOf(personId)) stream.send(events)
  }
  const endWhere = (doomed: (each: Open) => boolean, last?: StreamEvent) => {
    for (const each of [...open].filter(doomed)) {
      open.delete(each)
      each.stream.end(last)
    }
  }

  const drainSigns = async () => {
    const taken = { n: [...waiting.n], r: [...waiting.r], a: [...waiting.a] }
    for (const set of Object.values(waiting)) set.clear()
    if (open.size === 0) return
    for (const [personId, events] of await newsOf(deps, people(), taken)) pass(personId, events)
  }
  const onMessage = (payload: string) => {
    const sign = readSignal(payload)
    if (!sign || open.size === 0) return
    waiting[sign.sign].add(sign.id)
    if (sign.sign !== 'a') return later(drainSigns)
    gathering ??= setTimeout(() => {
      gathering = undefined
      later(drainSigns)
    }, gatherMs)
  }
  // What was said while nobody heard is read from the rows.
  const onListening = (since: Date) => {
    later(async () => {
      for (const personId of people()) pass(personId, await catchUp(deps, personId, since))
    })
  }

  const check = async () => {
    if (open.size === 0) return
    try {
      const live = await liveSessions(
        deps.db,
        [...open].map(each => each.sessionId),
      )
      endWhere(each => !live.has(each.sessionId), { event: 'bye', data: { reason: 'session-ended' } })
    } catch (error) {
      deps.log.warn({ event: 'events.sessions-unknown', streams: open.size, error })
      endWhere(() => true)
    }
  }
  let checking = false
  const checks = setInterval(() => {
    if (checking) return
    checking = true
    void check().finally(() => {
      checking = false
    })
  }, sessionCheckMs)
  const beats = setInterval(() => {
    for (const { stream } of open) stream.beat()
  }, beatMs)

  return {
    size: () => open.size,
    async open(res, { actor, sessionId, lastEventId }) {
      if (closed || open.size >= streamsInAll) throw new ProblemError('too-busy')
      listener ??= listen(deps.databaseUrl, eventChannel, { onMessage, onListening }, deps.log)
      const own = streamsOf(actor.id)
      const oldest = own.length >= streamsPerPerson ? own[0] : undefined
      if (oldest) endWhere(each => each === oldest, { event: 'bye', data: { reason: 'replaced' } })
      begin(res)
      const cut = () => deps.log.warn({ event: 'events.slow-client-cut', person: actor.id })
      const mine = { personId: actor.id, sessionId, stream: eventStream(res, cut) }
      // First among those who hear, then the look at what was missed: nothing falls in between.
      open.add(mine)
      res.once('close', () => open.delete(mine))
      try {
        const missed = lastEventId === null ? null : instantOf(lastEventId)
        const events = missed ? await catchUp(deps, actor.id, missed) : [await unreadEvent(deps, actor)]
        mine.stream.send(events)
      } catch (error) {
        // The answer has begun: it can only end, and the browser asks again.
        deps.log.warn({ event: 'events.begin-failed', person: actor.id, error })
        endWhere(each => each === mine)
      }
    },
    async close() {
      closed = true
      clearInterval(checks)
      clearInterval(beats)
      clearTimeout(gathering)
      endWhere(() => true)
      await listener?.close()
      await work
    },
  }
}

/** Not compressed, not kept by a proxy; the connection is the stream's alone, so that ending one ends the other. */
function begin(res: Response): void {
  res.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  res.flushHeaders()
  res.write('retry: 3000\n\n')
}

/** An event's id is the database's time in milliseconds; anybody may send another: that is as if none came. */
function instantOf(lastEventId: string): Date | null {
  return /^\d{13}$/.test(lastEventId) ? new Date(Number(lastEventId)) : null
}
