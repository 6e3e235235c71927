import { createTransport } from 'nodemailer'
import type { PressText } from './press-letter.ts'

/** Headers of one letter. `follows` is the Message-ID of the letter that this one updates or takes back. */
export type PressHeaders = {
  from: string
  to: { address: string; name: string }
  replyTo: string | undefined
  messageId: string
  follows: string | null
  date: Date
  /** `<id>; version=<n>; op=<what>`: for programs of a newsroom. */
  item: string
}

const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

/** A letter as its exact bytes (RFC 5322): the same words and headers give the same bytes, so that a second sending is the same letter. */
export async function pressMessage({ subject, text, html }: PressText, headers: PressHeaders): Promise<Buffer> {
  const { from, to, replyTo, messageId, follows, date, item } = headers
  const { message } = await transport.sendMail({
    ...{ from, to, messageId: `<${messageId}>`, date, text, html },
    subject: subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
    ...(replyTo ? { replyTo } : {}),
    ...(follows ? { inReplyTo: `<${follows}>`, references: `<${follows}>` } : {}),
    // The same boundaries each time; nodemailer's types do not know the option.
    ...{ baseBoundary: messageId.split('@')[0] ?? '' },
    // The fixed encoding keeps long links whole, and what a letter says never makes the mailer read a file or an address.
    ...{ textEncoding: 'base64', disableFileAccess: true, disableUrlAccess: true },
    // RFC 3834 §5: no out-of-office answers to it.
    headers: { 'auto-submitted': 'auto-generated', 'x-hub-item': item },
  })
  return Buffer.from(message as Buffer)
}
