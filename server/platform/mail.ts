import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { MailConfig } from './config.ts'
import { newId } from './new-id.ts'
import { writeDurably } from './write-durably.ts'

export type Letter = { to: string; subject: string; text: string }
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
      await transport.sendMail({ ...letter, ...fixed, from })
    },
    close: () => transport.close(),
  }
}

function fileMailer(directory: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(letter) {
      const { message } = await transport.sendMail({ ...letter, ...fixed, from })
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${newId()}.eml`
      await writeDurably(join(directory, name), message as Buffer)
    },
    close: () => transport.close(),
  }
}
