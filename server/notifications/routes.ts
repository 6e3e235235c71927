import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import type { Auth } from '#server/identity/auth'
import { requirePerson } from '#server/identity/require-person'
import { currentSessionId } from '#server/identity/sessions'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import type { EventHub } from './event-hub.ts'
import { countUnread, listNotifications } from './list-notifications.ts'
import { markAllRead, markRead } from './mark-read.ts'
import { changePreferences, readPreferences } from './preferences.ts'
import type { Subjects } from './subject.ts'

type NotificationDeps = { db: Db; auth: Auth; events: EventHub; subjects: Subjects }

/** What a person is told: the stream, the list, what was read, and how they want to be told. */
export function notificationsRouter({ db, auth, events, subjects }: NotificationDeps): Router {
  const router = Router()
  const readingOf = (actor: Actor) => {
    requirePerson(actor)
    return { db, subjects, actor }
  }
  mount(router, operations.streamEvents, async ({ caller, req, res }) => {
    requirePerson(caller.actor)
    const sessionId = await currentSessionId(auth, req.headers)
    if (!sessionId) throw new ProblemError('sign-in-required')
    // HEAD comes here too and would never end.
    if (req.method === 'HEAD') return void res.type('text/event-stream').end()
    await events.open(res, { actor: caller.actor, sessionId, lastEventId: req.get('last-event-id') ?? null })
  })
  mount(router, operations.listNotifications, ({ caller, query }) => listNotifications(readingOf(caller.actor), query))
  mount(router, operations.markNotificationRead, async ({ caller, params }) => {
    const reading = readingOf(caller.actor)
    if (!(await markRead(db, reading.actor.id, params.id!))) throw new ProblemError('not-found')
    return { unread: await countUnread(reading) }
  })
  mount(router, operations.markNotificationsRead, async ({ caller, body }) => {
    const reading = readingOf(caller.actor)
    await markAllRead(db, reading.actor.id, new Date(body.until))
    return { unread: await countUnread(reading) }
  })
  mount(router, operations.readNotificationPreferences, ({ caller }) =>
    readPreferences(db, readingOf(caller.actor).actor.id),
  )
  mount(router, operations.changeNotificationPreferences, async ({ caller, body }) => {
    const { id } = readingOf(caller.actor).actor
    await changePreferences(db, id, body)
    return readPreferences(db, id)
  })
  return router
}
