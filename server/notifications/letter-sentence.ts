import type { HeldReason } from '#contracts/held-reason'
import type { NotificationKind, NotificationView } from '#contracts/notification'

export type LetterLanguage = 'vi' | 'en'
type Sentences = { [K in NotificationKind]: (view: Extract<NotificationView, { kind: K }>) => string }

const day = (date: string) => date.split('-').reverse().join('/')
const note = (text: string) => (text ? `: ${text}` : '.')
type Differs = Record<
  'changed' | 'lost' | 'edited' | 'still-live' | 'withdrawn',
  (title: string, channel: string) => string
>
const differsVi: Differs = {
  changed: (title, channel) => `«${title}» trên ${channel} không còn giống bản đã gửi. Đề nghị kiểm tra.`,
  lost: (title, channel) => `Không còn thấy «${title}» trên ${channel}.`,
  edited: (title, channel) => `${channel} đã sửa nội dung «${title}».`,
  'still-live': (title, channel) =>
    `«${title}» đã thu hồi nhưng vẫn hiện trên ${channel}; hệ thống đang gửi lại yêu cầu gỡ.`,
  withdrawn: (title, channel) => `${channel} đã tự gỡ «${title}».`,
}
const differsEn: Differs = {
  changed: (title, channel) => `“${title}” on ${channel} is no longer what was sent. Please have a look.`,
  lost: (title, channel) => `“${title}” can no longer be found on ${channel}.`,
  edited: (title, channel) => `${channel} edited “${title}”.`,
  'still-live': (title, channel) =>
    `“${title}” was recalled but still stands on ${channel}; it is being withdrawn again.`,
  withdrawn: (title, channel) => `${channel} took “${title}” down by itself.`,
}
const heldVi: Record<HeldReason, string> = {
  'changed-since-approval': 'tư liệu đã được sửa sau khi duyệt',
  'rights-ended': 'quyền sử dụng không còn hiệu lực vào giờ đăng',
  'under-embargo': 'đến giờ đăng vẫn chưa được công bố',
  'asset-trashed': 'tư liệu đã vào thùng rác',
  'asset-not-ready': 'tệp không sẵn sàng',
  recalled: 'tư liệu đang bị thu hồi',
  superseded: 'đã có bản khác thay thế',
  failed: 'không gửi được',
}
const heldEn: Record<HeldReason, string> = {
  'changed-since-approval': 'it was edited after its approval',
  'rights-ended': 'the right does not reach to the time of publication',
  'under-embargo': 'the embargo still runs at the time of publication',
  'asset-trashed': 'it is in the trash',
  'asset-not-ready': 'its file is not ready',
  recalled: 'it is recalled',
  superseded: 'another version took its place',
  failed: 'it could not be sent',
}
const vi: Sentences = {
  'relay-changed': ({ subject, facts }) =>
    `Nguồn tin (${facts.source}) đã sửa «${subject.title}» sau khi đơn vị tiếp nhận. Đề nghị đối chiếu lại.`,
  'relay-withdrawn': ({ subject, facts }) =>
    `Nguồn tin (${facts.source}) đã rút «${subject.title}». Đề nghị xem xét gỡ tin chuyển tiếp.`,
  'livestream-soon': ({ subject, facts }) => `«${subject.title}» phát trực tiếp lúc ${clock(facts.startsAt)}.`,
  'rights-ending': ({ subject, facts }) =>
    `Quyền sử dụng «${subject.title}» hết hạn ngày ${day(facts.endsOn)}. Xin gia hạn nếu còn cần dùng.`,
  'nomination-made': ({ subject, facts, by }) =>
    `${by ?? 'Một đơn vị'} đề cử «${subject.title}» cho kênh ${facts.channel}${note(facts.note)}`,
  'nomination-approved': ({ subject, facts }) => `«${subject.title}» đã được duyệt đăng trên kênh ${facts.channel}.`,
  'nomination-returned': ({ subject, facts }) =>
    `«${subject.title}» được trả lại, chưa đăng trên kênh ${facts.channel}${note(facts.note)}`,
  'delivery-done': ({ subject, facts }) =>
    facts.state === 'published'
      ? `«${subject.title}» đã đăng trên ${facts.channel}.`
      : `${facts.channel} đã nhận «${subject.title}».`,
  'delivery-failed': ({ subject, facts }) =>
    facts.state === 'rejected'
      ? `${facts.channel} từ chối «${subject.title}»${note(facts.reason)}`
      : `Không gửi được «${subject.title}» tới ${facts.channel}${note(facts.reason)}`,
  'recall-requested': ({ subject }) => `«${subject.title}» đang được thu hồi khỏi các kênh.`,
  'recall-done': ({ subject, facts }) => `«${subject.title}» đã được gỡ khỏi ${facts.channel}.`,
  'recall-proposed': ({ subject, facts }) =>
    `«${subject.title}» vẫn còn trên ${facts.channels.join(', ')} trong khi quyền sử dụng đã hết. Đề nghị xem xét thu hồi.`,
  'recall-told': ({ subject }) =>
    `«${subject.title}» đã bị thu hồi. Đề nghị gỡ bỏ mọi bản đã tải hoặc đã dùng, rồi xác nhận trên hệ thống.`,
  'item-differs': ({ subject, facts }) => differsVi[facts.what](subject.title, facts.channel),
  'webhook-given-up': ({ subject, facts }) =>
    `Không báo được cho ${facts.host} về «${subject.title}» sau nhiều lần thử; hệ thống đã thôi gửi tin này. Đề nghị kiểm tra địa chỉ ở trang Nguồn cấp.`,
  'upload-failed': ({ subject, facts }) => `Không xử lý được tệp của «${subject.title}»${note(facts.reason)}`,
  'file-damaged': ({ subject, facts }) =>
    `Tệp gốc của «${subject.title}» bị hỏng trong kho lưu trữ và đã ngừng cho tải về. Xin tải lên lại tệp này nếu đơn vị còn giữ.${facts.live ? ' Tư liệu vẫn đang có trên kênh; đề nghị xem xét thu hồi.' : ''}`,
  'channel-paused': ({ subject, facts }) =>
    facts.lapsed
      ? `Kênh ${facts.channel} đã tạm dừng vì quyền đăng bài hết hiệu lực; «${subject.title}» và các tư liệu khác đang chờ. Xin gia hạn quyền rồi cho kênh chạy tiếp${note(facts.reason)}`
      : `Kênh ${facts.channel} không cho hệ thống đăng bài nên đã tạm dừng; «${subject.title}» và các tư liệu khác đang chờ${note(facts.reason)}`,
  'file-infected': ({ subject, facts }) =>
    `Phát hiện mã độc (${facts.found}) trong tệp của «${subject.title}»; tệp đã bị cách ly.${facts.live ? ' Tư liệu vẫn đang có trên kênh; đề nghị xem xét thu hồi.' : ''}`,
  'nomination-comment': ({ subject, facts, by }) =>
    `${by ?? 'Có người'} trao đổi về đề cử «${subject.title}»${note(facts.note)}`,
  'nomination-assigned': ({ subject, facts }) =>
    `Bạn được giao xem xét đề cử «${subject.title}» cho kênh ${facts.channel}.`,
  'nomination-second': ({ subject, facts }) =>
    `«${subject.title}» đã được duyệt lần một cho kênh ${facts.channel}, còn chờ người thứ hai duyệt.`,
  'nomination-held': ({ subject, facts }) =>
    `«${subject.title}» sẽ không lên kênh ${facts.channel} theo lịch: ${heldVi[facts.held]}. Đề nghị xem lại.`,
  'nomination-due': ({ subject, facts }) =>
    `Đề cử «${subject.title}» cho kênh ${facts.channel} sắp đến hạn đăng (${day(facts.dueAt)}) mà chưa được duyệt.`,
  'nomination-reopened': ({ subject, facts }) =>
    facts.undone === 'approved'
      ? `Quyết định duyệt «${subject.title}» cho kênh ${facts.channel} đã được hoàn tác; đề cử chờ quyết định lại.`
      : `Đề cử «${subject.title}» cho kênh ${facts.channel} không còn bị trả lại; đề cử chờ quyết định lại.`,
  'search-news': ({ subject, facts }) => `${facts.count} tư liệu mới cho tìm kiếm đã lưu «${subject.title}».`,
}
const clock = (at: string) =>
  new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }).format(
    new Date(at),
  )
const en: Sentences = {
  'relay-changed': ({ subject, facts }) =>
    `“${subject.title}” was changed at its source (${facts.source}). Please compare it with what was taken in.`,
  'relay-withdrawn': ({ subject, facts }) =>
    `The source (${facts.source}) took “${subject.title}” back. Please consider taking it down.`,
  'livestream-soon': ({ subject, facts }) => `“${subject.title}” goes live at ${clock(facts.startsAt)}.`,
  'rights-ending': ({ subject, facts }) =>
    `The right to use “${subject.title}” ends on ${day(facts.endsOn)}. Prolong it if it is still needed.`,
  'nomination-made': ({ subject, facts, by }) =>
    `${by ?? 'A unit'} nominated “${subject.title}” for ${facts.channel}${note(facts.note)}`,
  'nomination-approved': ({ subject, facts }) => `“${subject.title}” was approved for ${facts.channel}.`,
  'nomination-returned': ({ subject, facts }) =>
    `“${subject.title}” was returned and not published on ${facts.channel}${note(facts.note)}`,
  'delivery-done': ({ subject, facts }) =>
    facts.state === 'published'
      ? `“${subject.title}” is published on ${facts.channel}.`
      : `${facts.channel} received “${subject.title}”.`,
  'delivery-failed': ({ subject, facts }) =>
    facts.state === 'rejected'
      ? `${facts.channel} refused “${subject.title}”${note(facts.reason)}`
      : `“${subject.title}” could not be sent to ${facts.channel}${note(facts.reason)}`,
  'recall-requested': ({ subject }) => `“${subject.title}” is being withdrawn from every channel.`,
  'recall-done': ({ subject, facts }) => `“${subject.title}” was taken down from ${facts.channel}.`,
  'recall-proposed': ({ subject, facts }) =>
    `“${subject.title}” is still on ${facts.channels.join(', ')} although the right to use it has ended. Please consider a recall.`,
  'recall-told': ({ subject }) =>
    `“${subject.title}” was recalled. Please remove every copy that you took or used, and confirm it in the hub.`,
  'item-differs': ({ subject, facts }) => differsEn[facts.what](subject.title, facts.channel),
  'webhook-given-up': ({ subject, facts }) =>
    `${facts.host} could not be told of “${subject.title}” after many tries; the message was given up. Please check the address on the page Feeds.`,
  'upload-failed': ({ subject, facts }) => `The file of “${subject.title}” could not be processed${note(facts.reason)}`,
  'file-damaged': ({ subject, facts }) =>
    `The stored original of “${subject.title}” is damaged and can no longer be downloaded. Please upload the file again if your unit still has it.${facts.live ? ' The item is still on a channel. Please consider a recall.' : ''}`,
  'channel-paused': ({ subject, facts }) =>
    facts.lapsed
      ? `${facts.channel} is paused because the permission to post there has lapsed; “${subject.title}” and others wait. Please renew it and let the channel go on${note(facts.reason)}`
      : `${facts.channel} did not let the hub in and is paused; “${subject.title}” and others wait${note(facts.reason)}`,
  'file-infected': ({ subject, facts }) =>
    `Malware (${facts.found}) was found in the file of “${subject.title}”; the file is in quarantine.${facts.live ? ' The item is still on a channel. Please consider a recall.' : ''}`,
  'nomination-comment': ({ subject, facts, by }) =>
    `${by ?? 'Somebody'} commented on the nomination of “${subject.title}”${note(facts.note)}`,
  'nomination-assigned': ({ subject, facts }) =>
    `The nomination of “${subject.title}” for ${facts.channel} was given to you.`,
  'nomination-second': ({ subject, facts }) =>
    `“${subject.title}” was approved once for ${facts.channel} and waits for a second person.`,
  'nomination-held': ({ subject, facts }) =>
    `“${subject.title}” does not go to ${facts.channel} as scheduled: ${heldEn[facts.held]}. Please have a look.`,
  'nomination-due': ({ subject, facts }) =>
    `The nomination of “${subject.title}” for ${facts.channel} is due soon (${day(facts.dueAt)}) and not decided.`,
  'nomination-reopened': ({ subject, facts }) =>
    facts.undone === 'approved'
      ? `The approval of “${subject.title}” for ${facts.channel} was undone; it waits for a decision again.`
      : `The return of “${subject.title}” for ${facts.channel} was undone; it waits for a decision again.`,
  'search-news': ({ subject, facts }) =>
    `${facts.count} new ${facts.count === 1 ? 'item' : 'items'} for the saved search “${subject.title}”.`,
}

/** A notification as one sentence of a letter: plain text, what people wrote included as it is. */
export function letterSentence(view: NotificationView, language: LetterLanguage): string {
  const say = (language === 'en' ? en : vi)[view.kind] as (view: NotificationView) => string
  return say(view)
}
