import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './account-page.module.css'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { Refusal } from './refusal.tsx'
import type { SetUp } from './use-account.ts'

type Props = { setUp: SetUp; pending: boolean; error: unknown; onCode: (code: string) => void }

/** The three steps: add the key to the app, keep the recovery codes, prove it with a code. Nothing leaves this page. */
export function SetUpForm({ setUp, pending, error, onCode }: Props) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const secret = new URL(setUp.totpURI).searchParams.get('secret') ?? ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCode(code.replace(/\s/g, ''))
    setCode('')
  }
  return (
    <ol>
      <Step number={1} text={t('account.factor.scan')}>
        <QrCode text={setUp.totpURI} label={t('account.factor.qr')} />
        <p className={classes.secret}>
          {t('account.factor.secret')}: <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <p>
          <a className="link small" href={setUp.totpURI}>
            {t('account.factor.open')}
          </a>
        </p>
      </Step>
      <Step number={2} text={t('account.factor.keep')}>
        <RecoveryCodes codes={setUp.backupCodes} />
      </Step>
      <Step number={3} text={t('account.factor.prove')}>
        <form onSubmit={submit} noValidate>
          <Refusal error={error} />
          <Group align="end" gap={12}>
            <TextInput
              label={t('account.factor.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              value={code}
              onChange={event => setCode(event.currentTarget.value)}
            />
            <Button type="submit" loading={pending} disabled={!/^\s*(\d\s*){6}$/.test(code)}>
              {t('account.factor.finish')}
            </Button>
          </Group>
        </form>
      </Step>
    </ol>
  )
}

function Step({ number, text, children }: { number: number; text: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <p>{text}</p>
        {children}
      </div>
    </li>
  )
}
