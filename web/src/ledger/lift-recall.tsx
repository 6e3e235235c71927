import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './ledger.module.css'
import { useLift } from './use-ledger.ts'

/** Lets a recalled item be published again; asks first. */
export function LiftRecall({ id }: { id: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const lift = useLift(id)
  const [asking, setAsking] = useState(false)
  const go = () =>
    lift.mutate(undefined, {
      onSuccess: () => setAsking(false),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('ledger.recalls.lift')}
      </Button>
      {asking && (
        <Dialog onClose={() => setAsking(false)} size={440} title={t('ledger.recalls.lift')}>
          <p>{t('ledger.recalls.liftAsk')}</p>
          <div className={classes.line}>
            <Button loading={lift.isPending} onClick={go}>
              {t('ledger.recalls.liftYes')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('ledger.recalls.keep')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
