import { Button, Stack, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { EntryFrame } from '../identity/entry-frame.tsx'
import classes from '../identity/sign-in-page.module.css'
import { Refusal } from './refusal.tsx'
import { useWishReset } from './use-link.ts'

/** Asks for a link by mail. The page says the same whether the account exists or not. */
export function ForgotPage() {
  const { t } = useTranslation()
  usePageTitle(t('account.forgot.title'))
  const wish = useWishReset()
  const [email, setEmail] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacks = !/^\S+@\S+\.\S+$/.test(email.trim())
    setMissing(lacks)
    if (!lacks) wish.mutate(email.trim())
  }
  return (
    <EntryFrame>
      <h1>{t(wish.isSuccess ? 'account.forgot.sent' : 'account.forgot.title')}</h1>
      <p className={classes.hint} role={wish.isSuccess ? 'status' : undefined}>
        {t(wish.isSuccess ? 'account.forgot.sentText' : 'account.forgot.hint')}
      </p>
      <Stack gap={16}>
        {!wish.isSuccess && (
          <form onSubmit={submit} noValidate>
            <Stack gap={16}>
              <Refusal error={wish.error} />
              <TextInput
                label={t('identity.email')}
                type="email"
                autoComplete="username"
                inputMode="email"
                size="md"
                error={missing && t('account.forgot.empty')}
                value={email}
                onChange={event => setEmail(event.currentTarget.value)}
              />
              <Button type="submit" h={44} fullWidth loading={wish.isPending}>
                {t('account.forgot.act')}
              </Button>
            </Stack>
          </form>
        )}
        <Link to="/dang-nhap" className="link small">
          {t('account.forgot.back')}
        </Link>
      </Stack>
    </EntryFrame>
  )
}
