import { useTranslation } from 'react-i18next'
import type { NotificationView } from '#contracts/notification'
import { useFormat } from '../ui/format.ts'

/** What happened, in one line beneath the item's title; `note` is what a person or a receiver said. */
export function useLine(): (view: NotificationView) => { line: string; note: string } {
  const { t } = useTranslation()
  const format = useFormat()
  const say = (view: NotificationView): string => {
    switch (view.kind) {
      case 'rights-ending':
        return t('notifications.line.rightsEnding', {
          count: view.facts.days,
          date: format.date(view.facts.endsOn),
        })
      case 'nomination-made':
        return view.by
          ? t('notifications.line.nominationMade', { by: view.by, channel: view.facts.channel })
          : t('notifications.line.nominationMadeByUnit', view.facts)
      case 'nomination-approved':
        return t('notifications.line.nominationApproved', view.facts)
      case 'nomination-returned':
        return t('notifications.line.nominationReturned', view.facts)
      case 'nomination-reopened':
        return t('notifications.line.nominationReopened', { channel: view.facts.channel })
      case 'delivery-done':
        return t(`notifications.line.${view.facts.state === 'published' ? 'published' : 'received'}`, view.facts)
      case 'delivery-failed':
        return t(`notifications.line.${view.facts.state === 'rejected' ? 'rejected' : 'undelivered'}`, view.facts)
      case 'recall-requested':
        return t('notifications.line.recallRequested')
      case 'recall-done':
        return t('notifications.line.recallDone', view.facts)
      case 'recall-proposed':
        return t('notifications.line.recallProposed', { channels: view.facts.channels.join(', ') })
      case 'recall-told':
        return t('notifications.line.recallTold')
      case 'item-differs':
        return t(`notifications.differs.${view.facts.what}`, { channel: view.facts.channel })
      case 'channel-paused':
        return t(`notifications.line.${view.facts.lapsed ? 'channelLapsed' : 'channelPaused'}`, view.facts)
      case 'webhook-given-up':
        return t('notifications.line.webhookGivenUp', view.facts)
      case 'relay-changed':
        return t('notifications.line.relayChanged', view.facts)
      case 'relay-withdrawn':
        return t('notifications.line.relayWithdrawn', view.facts)
      case 'livestream-soon':
        return t('notifications.line.livestreamSoon', { time: format.dateTime(view.facts.startsAt) })
      case 'search-news':
        return t('notifications.line.searchNews', { count: view.facts.count })
      case 'upload-failed':
        return t('notifications.line.uploadFailed')
      case 'file-damaged':
        return t(`notifications.line.${view.facts.live ? 'fileDamagedLive' : 'fileDamaged'}`)
      case 'file-infected':
        return t(`notifications.line.${view.facts.live ? 'fileInfectedLive' : 'fileInfected'}`, view.facts)
      case 'nomination-comment':
        return view.by
          ? t('notifications.desk.comment', { by: view.by, channel: view.facts.channel })
          : t('notifications.desk.commentByNobody', { channel: view.facts.channel })
      case 'nomination-assigned':
        return t('notifications.desk.assigned', { channel: view.facts.channel })
      case 'nomination-second':
        return t('notifications.desk.second', { channel: view.facts.channel })
      case 'nomination-held':
        return t(`notifications.held.${view.facts.held}`, { channel: view.facts.channel })
      case 'nomination-due':
        return t('notifications.desk.due', { channel: view.facts.channel, date: format.date(view.facts.dueAt) })
    }
  }
  return view => ({
    line: say(view),
    note: 'note' in view.facts ? view.facts.note : 'reason' in view.facts ? said(view) : '',
  })
}

/** A sentence somebody said; a recall's reason is a code, which the item's page explains. */
function said(view: NotificationView): string {
  return view.kind === 'delivery-failed' || view.kind === 'upload-failed' || view.kind === 'channel-paused'
    ? view.facts.reason
    : ''
}
