import '@mantine/core/styles/PasswordInput.layer.css'
import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = { value: string; onChange: (value: string) => void; short: boolean }

/** The field for a new password, with the rule under it. */
export function NewPassword({ value, onChange, short }: Props) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={t('account.password.fresh')}
      description={t('account.password.hint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={short && t('account.password.short')}
      autoComplete="new-password"
      size="md"
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('identity.show') }}
    />
  )
}
