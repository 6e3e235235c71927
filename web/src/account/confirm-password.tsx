import '@mantine/core/styles/PasswordInput.layer.css'
import { Button, Group, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from './refusal.tsx'

type Props = { act: string; color?: string; pending: boolean; error: unknown; onConfirm: (password: string) => void }

/** Asks for the password before something that an unattended screen must not allow. */
export function ConfirmPassword({ act, color, pending, error, onConfirm }: Props) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onConfirm(password)
    setPassword('')
  }
  return (
    <form onSubmit={submit} noValidate>
      <Refusal error={error} />
      <Group align="end" gap={12}>
        <PasswordInput
          label={t('account.factor.confirm')}
          autoComplete="current-password"
          miw={240}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('identity.show') }}
        />
        <Button
          type="submit"
          variant={color ? 'outline' : 'filled'}
          {...(color ? { color } : {})}
          loading={pending}
          disabled={password === ''}
        >
          {act}
        </Button>
      </Group>
    </form>
  )
}
