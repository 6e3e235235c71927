import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import refusalStyle from './sign-in-form.module.css'
import classes from './sign-in-page.module.css'
import { useCode } from './use-code.ts'

/** The code of the app, or a recovery code. */
export function CodeForm({ onIn, onBack }: { onIn: () => void; onBack: () => void }) {
  const { t } = useTranslation()
  const step = useCode()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const typed = recovery ? code.trim() : code.replace(/\s/g, '')
    if (await step.verify(recovery ? 'backup-code' : 'totp', typed)) onIn()
    else setCode('')
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <p className={classes.hint}>{t(recovery ? 'identity.code.recoveryHint' : 'identity.code.hint')}</p>
      <Stack gap={16}>
        {step.refusal && (
          <p className={refusalStyle.refusal} role="alert">
            {step.refusal}
          </p>
        )}
        <TextInput
          key={String(recovery)}
          label={t(recovery ? 'identity.code.recovery' : 'identity.code.code')}
          size="md"
          autoFocus
          autoComplete={recovery ? 'off' : 'one-time-code'}
          inputMode={recovery ? 'text' : 'numeric'}
          spellCheck={false}
          maxLength={32}
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <Button type="submit" h={44} fullWidth loading={step.pending} disabled={code.trim() === ''}>
          {t('identity.code.act')}
        </Button>
        <Button
          variant="default"
          h={44}
          fullWidth
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
          }}
        >
          {t(recovery ? 'identity.code.useCode' : 'identity.code.useRecovery')}
        </Button>
        <Button variant="subtle" h={44} fullWidth onClick={onBack}>
          {t('identity.code.back')}
        </Button>
      </Stack>
    </form>
  )
}
