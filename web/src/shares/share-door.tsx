import '@mantine/core/styles/PasswordInput.layer.css'
import { Button, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import classes from './share-page.module.css'
import { useEnterShare } from './use-shared-board.ts'

/** The password goes in a body, never in an address; a cookie of two hours comes back. */
export function ShareDoor({ token }: { token: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const enter = useEnterShare(token)
  const [password, setPassword] = useState('')
  const wrong = enter.error instanceof ApiProblem && enter.error.key === 'share-password'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password) enter.mutate(password)
  }
  return (
    <form className={classes.door} onSubmit={submit} noValidate>
      <Stack gap={16}>
        <div>
          <h1>{t('shares.password.title')}</h1>
          <p className="dim">{t('shares.password.text')}</p>
        </div>
        <PasswordInput
          label={t('shares.password.label')}
          size="md"
          maxLength={200}
          autoComplete="off"
          value={password}
          visibilityToggleButtonProps={{ 'aria-hidden': true }}
          error={enter.error ? (wrong ? t('shares.password.wrong') : problem(enter.error).title) : undefined}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" h={44} fullWidth disabled={!password} loading={enter.isPending}>
          {t('shares.password.act')}
        </Button>
      </Stack>
    </form>
  )
}
