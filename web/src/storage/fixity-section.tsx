import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { useAgo } from '../ui/use-ago.ts'
import classes from './storage-tab.module.css'
import { useCheck } from './use-storage.ts'

type Fixity = StorageAnswer['fixity']
type Run = Fixity['runs'][number]
const tones: Record<Run['state'], Tone> = {
  running: 'accent',
  done: 'ok',
  stopped: 'neutral',
  interrupted: 'warning',
  'store-away': 'warning',
  'store-empty': 'error',
}

export function FixitySection({ fixity }: { fixity: Fixity }) {
  const { t } = useTranslation()
  const f = useFormat()
  const ago = useAgo()
  const { damaged, due, total, everyDays, bytesPerSecond, oldest, runs } = fixity
  return (
    <section aria-label={t('storage.fixity')}>
      <div className={classes.bar}>
        <h2 className={classes.head}>{t('storage.fixity')}</h2>
        <StartButton />
      </div>
      <StateBadge tone={damaged > 0 ? 'error' : 'ok'}>
        {damaged > 0 ? t('storage.damagedCount', { count: damaged }) : t('storage.allWell')}
      </StateBadge>
      <p>
        {t('storage.due', { due: f.number(due, 0), total: f.number(total, 0) })}
        {oldest && ` · ${t('storage.oldest', { ago: ago(oldest) })}`}
      </p>
      <p className="dim small">{t('storage.every', { days: everyDays, rate: f.bytes(bytesPerSecond) })}</p>
      <h3 className={classes.sub}>{t('storage.runs')}</h3>
      {runs.length === 0 && <p className="dim">{t('storage.noRuns')}</p>}
      <ul>
        {runs.map(run => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  )
}

function RunRow({ run }: { run: Run }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { checked, bytes, damaged, healed, rebuilt } = run
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>{t('storage.run', { checked: f.number(checked, 0), bytes: f.bytes(bytes) })}</p>
        <p className="dim small">
          {f.dateTime(run.startedAt)}
          {damaged + healed + rebuilt > 0 && ` · ${t('storage.runFound', { damaged, healed, rebuilt })}`}
        </p>
      </div>
      <StateBadge tone={tones[run.state]}>{t(`storage.state.${run.state}`)}</StateBadge>
    </li>
  )
}

function StartButton() {
  const { t } = useTranslation()
  const problem = useProblem()
  const check = useCheck()
  const start = () =>
    check.mutate(undefined, {
      onSuccess: () => void showToast({ message: t('storage.started') }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button
      variant="default"
      leftSection={<IconShieldCheck size={18} stroke={1.6} />}
      loading={check.isPending}
      onClick={start}
    >
      {t('storage.start')}
    </Button>
  )
}
