import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { MailConfig } from './config.ts'
import { newId } from './new-id.ts'
import { writeDurably } from './write-durably.ts'

/**
 * `to` is one address. `preferences`: where the reader chooses which letters come (RFC 2369), for letters that nobody asked for;
 * `oneClick`: instead of it, an address at which a bare POST stops them (RFC 8058).
 */
export type Letter = {
  to: string
  subject: string
  text: string
  html?: string
  preferences?: string
  oneClick?: string
  id?: string
}
export type Mailer = {
  /** Hands one letter over; resolves when the server took it or the file stands. Rejects with nodemailer's or the disk's error. */
  send(letter: Letter): Promise<void>
  close(): void
}

// The fixed encoding keeps long links whole, and what a letter says never makes the mailer read a file or an address.
const fixed = { textEncoding: 'base64', disableFileAccess: true, disableUrlAccess: true } as const

/**
 * Opens the way out for mail: the SMTP server of `SMTP_URL`, else RFC 5322 files `<time>-<id>.eml` in `directory` (mode 0600), for a hub
 * without a mail server and for tests.
 */
export function openMailer({ smtpUrl, directory, from }: MailConfig): Mailer {
  return smtpUrl ? smtpMailer(smtpUrl, from) : fileMailer(directory, from)
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return {
    async send(letter) {
      await transport.sendMail(messageOf(letter, from))
    },
    close: () => transport.close(),
  }
}

function fileMailer(directory: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(letter) {
      const { message } = await transport.sendMail(messageOf(letter, from))
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${newId()}.eml`
      await writeDurably(join(directory, name), message as Buffer)
    },
    close: () => transport.close(),
  }
}

/**
 * A letter as nodemailer takes it. What people wrote may stand in a subject: no line break or control of it reaches a header. The address
 * is one address, never read as a list. Throws where it holds what no address of an account holds.
 */
function messageOf({ to, subject, text, html, preferences, oneClick, id }: Letter, from: string) {
  if (/[\s,;<>"\p{Cc}]/u.test(to)) throw new Error('this is not one mail address')
  return {
    ...fixed,
    from,
    to: { name: '', address: to },
    subject: subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
    text,
    ...(html ? { html } : {}),
    ...(id ? { messageId: `<${id}@${from.split('@')[1]}>` } : {}),
    // RFC 3834 §5: no out-of-office answers to it.
    headers: {
      'auto-submitted': 'auto-generated',
      ...(oneClick
        ? { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    ...(preferences && !oneClick ? { list: { unsubscribe: { url: preferences, comment: 'preferences' } } } : {}),
  }
}

/**
 * Whether a letter that failed surely did not go: the mail server said no, or was never reached. Where the line broke afterwards it may
 * have taken the letter; nodemailer names every break alike (ESOCKET, ECONNECTION, ETIMEDOUT at `CONN`), so those all count as unknown.
 */
export function certainlyNotSent(error: unknown): boolean {
  const { code, responseCode, syscall, message } = error as {
    code?: string
    responseCode?: number
    syscall?: string
    message?: string
  }
  if (typeof responseCode === 'number') return responseCode >= 400
  if (syscall === 'connect' || /^(Connection timeout|Greeting never received)$/.test(message ?? '')) return true
  return code !== 'ESOCKET' && code !== 'ECONNECTION' && code !== 'ETIMEDOUT' && code !== 'EPROTOCOL'
}
