import {
  notificationList,
  notificationPreferences,
  notificationPreferencesChange,
  notificationQuery,
  readUntil,
  unreadCount,
} from './notification.ts'
import type { Operation } from './operation.ts'

const v1 = '/api/v1'

/** What people are told. All of it is a person's own: no API key reads it or listens to it. */
export const notificationOperations = {
  streamEvents: {
    id: 'streamEvents',
    method: 'get',
    path: `${v1}/events`,
    tag: 'notifications',
    summary: 'Server-sent events: `notification`, `unread`, `asset`; goes on after `Last-Event-ID`',
    access: 'self',
    status: 200,
    answer: 'events',
  },
  listNotifications: {
    id: 'listNotifications',
    method: 'get',
    path: `${v1}/me/notifications`,
    tag: 'notifications',
    summary: 'What I was told, the newest first',
    access: 'self',
    query: notificationQuery,
    status: 200,
    answer: notificationList,
  },
  markNotificationRead: {
    id: 'markNotificationRead',
    method: 'put',
    path: `${v1}/me/notifications/{id}/reading`,
    tag: 'notifications',
    summary: 'Mark one as read',
    access: 'self',
    status: 200,
    answer: unreadCount,
  },
  markNotificationsRead: {
    id: 'markNotificationsRead',
    method: 'put',
    path: `${v1}/me/notifications/reading`,
    tag: 'notifications',
    summary: 'Mark everything up to an instant as read',
    access: 'self',
    body: readUntil,
    status: 200,
    answer: unreadCount,
  },
  readNotificationPreferences: {
    id: 'readNotificationPreferences',
    method: 'get',
    path: `${v1}/me/notification-preferences`,
    tag: 'notifications',
    summary: 'How I am told of each kind',
    access: 'self',
    status: 200,
    answer: notificationPreferences,
  },
  changeNotificationPreferences: {
    id: 'changeNotificationPreferences',
    method: 'put',
    path: `${v1}/me/notification-preferences`,
    tag: 'notifications',
    summary: 'Say how I am told of the kinds named; the others stay',
    access: 'self',
    body: notificationPreferencesChange,
    status: 200,
    answer: notificationPreferences,
  },
} as const satisfies Record<string, Operation>
