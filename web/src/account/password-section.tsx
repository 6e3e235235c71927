import '@mantine/core/styles/PasswordInput.layer.css'
import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'
import { AccountSection } from './account-section.tsx'
import { NewPassword } from './new-password.tsx'
import { Refusal } from './refusal.tsx'
import { useChangePassword } from './use-account.ts'

const empty = { currentPassword: '', newPassword: '' }

export function PasswordSection() {
  const { t } = useTranslation()
  const change = useChangePassword()
  const [form, setForm] = useState(empty)
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacks = [...form.newPassword].length < 12
    setShort(lacks)
    if (lacks) return
    change.mutate(form, {
      onSuccess: () => {
        setForm(empty)
        void showToast({ message: t('account.password.done') })
      },
    })
  }
  return (
    <AccountSection id="mat-khau" title={t('account.password.title')} text={t('account.password.text')}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Refusal error={change.error} />
        <PasswordInput
          label={t('account.password.current')}
          autoComplete="current-password"
          size="md"
          value={form.currentPassword}
          onChange={event => setForm({ ...form, currentPassword: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('identity.show') }}
        />
        <NewPassword
          value={form.newPassword}
          short={short}
          onChange={newPassword => setForm({ ...form, newPassword })}
        />
        <Button type="submit" loading={change.isPending} disabled={form.currentPassword === ''}>
          {t('account.password.act')}
        </Button>
      </form>
    </AccountSection>
  )
}
