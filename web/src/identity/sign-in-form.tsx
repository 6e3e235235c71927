import '@mantine/core/styles/PasswordInput.layer.css'
import { Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { safeDestination } from '../app/address.ts'
import classes from './sign-in-form.module.css'
import { useSignIn } from './use-sign-in.ts'

type Missing = { email: boolean; password: boolean }

export function SignInForm({ onCode }: { onCode: (enter: () => void) => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  const { den } = useSearch({ from: '/dang-nhap' })
  const [form, setForm] = useState({ email: '', password: '', rememberMe: true })
  const [missing, setMissing] = useState<Missing>({ email: false, password: false })
  const signIn = useSignIn()

  const enter = () => router.history.push(safeDestination(den))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const lacks = { email: form.email.trim() === '', password: form.password === '' }
    setMissing(lacks)
    if (lacks.email || lacks.password) return
    const outcome = await signIn.attempt({ ...form, email: form.email.trim() })
    if (outcome === 'in') enter()
    if (outcome === 'code') onCode(enter)
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        {signIn.refusal && (
          <p className={classes.refusal} role="alert">
            {signIn.refusal}
          </p>
        )}
        <TextInput
          label={t('identity.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          size="md"
          error={missing.email && t('identity.emptyEmail')}
          value={form.email}
          onChange={event => setForm({ ...form, email: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('identity.password')}
          name="password"
          autoComplete="current-password"
          size="md"
          error={missing.password && t('identity.emptyPassword')}
          value={form.password}
          onChange={event => setForm({ ...form, password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('identity.show') }}
        />
        <Link to="/quen-mat-khau" className="link small">
          {t('identity.forgot')}
        </Link>
        <Checkbox
          label={t('identity.remember')}
          checked={form.rememberMe}
          onChange={event => setForm({ ...form, rememberMe: event.currentTarget.checked })}
        />
        <Button type="submit" h={44} fullWidth loading={signIn.pending}>
          {t('identity.act')}
        </Button>
      </Stack>
    </form>
  )
}
