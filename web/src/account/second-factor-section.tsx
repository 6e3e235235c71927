import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'
import { AccountSection } from './account-section.tsx'
import { ConfirmPassword } from './confirm-password.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { useSecondFactor } from './use-account.ts'

export function SecondFactorSection() {
  const { t } = useTranslation()
  const { on } = useMe().secondFactor
  const factor = useSecondFactor()
  const { begin, finish } = factor
  const told = () => void showToast({ message: t('account.factor.finished') })
  return (
    <AccountSection
      id="hai-buoc"
      title={t('account.factor.title')}
      text={t(on ? 'account.factor.on' : 'account.factor.off')}
    >
      {on ? (
        <TurnedOn factor={factor} />
      ) : begin.data ? (
        <SetUpForm
          setUp={begin.data}
          pending={finish.isPending}
          error={finish.error}
          onCode={code => finish.mutate(code, { onSuccess: told })}
        />
      ) : (
        <ConfirmPassword
          act={t('account.factor.begin')}
          pending={begin.isPending}
          error={begin.error}
          onConfirm={password => begin.mutate(password)}
        />
      )}
    </AccountSection>
  )
}

function TurnedOn({ factor: { begin, renew, turnOff } }: { factor: ReturnType<typeof useSecondFactor> }) {
  const { t } = useTranslation()
  const [wish, setWish] = useState<'renew' | 'turnOff' | null>(null)
  const off = () => {
    begin.reset()
    void showToast({ message: t('account.factor.turnedOff') })
  }
  if (renew.data) {
    return (
      <>
        <p>{t('account.factor.renewed')}</p>
        <RecoveryCodes codes={renew.data.backupCodes} />
      </>
    )
  }
  if (wish === 'renew') {
    return (
      <ConfirmPassword
        act={t('account.factor.renew')}
        pending={renew.isPending}
        error={renew.error}
        onConfirm={password => renew.mutate(password)}
      />
    )
  }
  if (wish === 'turnOff') {
    return (
      <ConfirmPassword
        act={t('account.factor.turnOff')}
        color="red"
        pending={turnOff.isPending}
        error={turnOff.error}
        onConfirm={password => turnOff.mutate(password, { onSuccess: off })}
      />
    )
  }
  return (
    <div className={classes.acts}>
      <Button variant="default" onClick={() => setWish('renew')}>
        {t('account.factor.renew')}
      </Button>
      <Button variant="outline" color="red" onClick={() => setWish('turnOff')}>
        {t('account.factor.turnOff')}
      </Button>
    </div>
  )
}
