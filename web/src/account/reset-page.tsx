import { Button, Stack } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { EntryFrame } from '../identity/entry-frame.tsx'
import { showToast } from '../ui/toast.ts'
import { NewPassword } from './new-password.tsx'
import { Refusal } from './refusal.tsx'
import { useCompleteReset, useLinkToken } from './use-link.ts'

/** A new password by the link of a letter. */
export function ResetPage() {
  const { t } = useTranslation()
  usePageTitle(t('account.reset.title'))
  const token = useLinkToken()
  const navigate = useNavigate()
  const complete = useCompleteReset()
  const [password, setPassword] = useState('')
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacks = [...password].length < 12
    setShort(lacks)
    if (lacks) return
    const done = () => {
      void showToast({ message: t('account.reset.done') })
      void navigate({ to: '/dang-nhap' })
    }
    complete.mutate({ token, password }, { onSuccess: done })
  }
  return (
    <EntryFrame>
      <h1>{t('account.reset.title')}</h1>
      <form onSubmit={submit} noValidate style={{ marginTop: 24 }}>
        <Stack gap={16}>
          <Refusal error={complete.error} />
          <NewPassword value={password} short={short} onChange={setPassword} />
          <Button type="submit" h={44} fullWidth loading={complete.isPending}>
            {t('account.reset.act')}
          </Button>
          <Link to="/quen-mat-khau" className="link small">
            {t('identity.forgot')}
          </Link>
        </Stack>
      </form>
    </EntryFrame>
  )
}
