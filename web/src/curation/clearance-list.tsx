import { Button } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clearance, ClearanceKey } from '#contracts/asset'
import type { Nomination } from '#contracts/nomination'
import { type ClearanceLine, clearanceLines } from './clearance-lines.ts'
import classes from './clearance-list.module.css'

const MendModal = lazy(() => import('./mend-modal.tsx').then(file => ({ default: file.MendModal })))
type Props = { nomination: Nomination; clearance: Clearance }

/** The conditions in plain sentences; each that is missing names who can mend it and carries that one button. */
export function ClearanceList({ nomination, clearance }: Props) {
  const [mending, setMending] = useState<ClearanceKey | null>(null)
  return (
    <>
      <ul className={classes.list}>
        {clearanceLines(clearance, nomination.asset.file).map(line => (
          <Line key={line.key} line={line} unit={nomination.asset.unit.shortName} onMend={() => setMending(line.key)} />
        ))}
      </ul>
      <Suspense>
        {mending && <MendModal assetId={nomination.asset.id} what={mending} onClose={() => setMending(null)} />}
      </Suspense>
    </>
  )
}

function Line({ line, unit, onMend }: { line: ClearanceLine; unit: string; onMend: () => void }) {
  const { t } = useTranslation()
  const Icon = line.ok ? IconCircleCheck : IconAlertCircle
  return (
    <li className={classes.line} data-ok={line.ok || undefined}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <p className={classes.title}>{t(`curation.check.${line.key}.${line.ok ? 'ok' : 'no'}`)}</p>
        {line.mender && (
          <p className="dim small">
            {line.key === 'rights' && <>{line.detail} </>}
            {t(`curation.mender.${line.mender}`, { unit })}
          </p>
        )}
      </div>
      {line.mender === 'you' && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('curation.mendNamed', { what: t(`app.clearanceKey.${line.key}`) })}
          onClick={onMend}
        >
          {t('curation.mend')}
        </Button>
      )}
    </li>
  )
}
