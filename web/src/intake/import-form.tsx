import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastReport } from '#contracts/intake-broadcast'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './intake.module.css'
import { Trouble } from './trouble.tsx'
import { UnitField } from './unit-field.tsx'
import { type SheetDraft, useImportBroadcasts } from './use-intake.ts'

/** A sheet is always tried first; only what the trial showed is imported. */
export function ImportForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const send = useImportBroadcasts()
  const me = useMe()
  const [unit, setUnit] = useState(me.uploadUnits[0]?.code ?? '')
  const [sheet, setSheet] = useState<Pick<SheetDraft, 'format' | 'content'> | null>(null)
  const [channel, setChannel] = useState('')
  const report = send.data?.dryRun ? send.data : null
  const changes = report ? report.counts.added + report.counts.updated : 0
  const choose = async (file: File | undefined) => {
    send.reset()
    setSheet(file ? await readSheet(file) : null)
  }
  const really = () => {
    if (!sheet) return
    send.mutate(
      { ...sheet, channel, unit, dryRun: false },
      {
        onSuccess: () => {
          void showToast({ message: t('intake.log.imported') })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={t('intake.log.import')} size={620} onClose={onClose}>
      <Stack gap={14}>
        <UnitField value={unit} onChange={setUnit} />
        <TextInput
          label={t('intake.log.sheet')}
          description={t('intake.log.sheetHint')}
          type="file"
          accept=".csv,.xlsx"
          onChange={event => void choose(event.currentTarget.files?.[0])}
        />
        <TextInput
          label={t('intake.log.defaultChannel')}
          maxLength={100}
          value={channel}
          onChange={event => setChannel(event.currentTarget.value)}
        />
        <Trouble error={send.error} />
        {report && <Report report={report} />}
        <div className={classes.buttons}>
          <Button
            variant="default"
            disabled={!sheet}
            loading={send.isPending}
            onClick={() => sheet && send.mutate({ ...sheet, channel, unit, dryRun: true })}
          >
            {t('intake.log.tryIt')}
          </Button>
          {report && (
            <Button disabled={changes === 0} loading={send.isPending} onClick={really}>
              {t('intake.log.reallyImport', { count: changes })}
            </Button>
          )}
        </div>
      </Stack>
    </Dialog>
  )
}

function Report({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation()
  const refused = report.rows.filter(row => row.outcome === 'refused').slice(0, 200)
  return (
    <div role="status">
      <p>
        <b>{t('intake.log.report', report.counts)}</b>
      </p>
      {report.unknown.length > 0 && (
        <p className="dim small">{t('intake.log.unknown', { columns: report.unknown.join(', ') })}</p>
      )}
      {refused.length > 0 && (
        <ul className={classes.report}>
          {refused.map(row => (
            <li key={row.line}>
              {t('intake.log.line', { line: row.line })}:{' '}
              {row.problems.map(each => t(`intake.log.problem.${each}`)).join(', ')}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

async function readSheet(file: File): Promise<Pick<SheetDraft, 'format' | 'content'>> {
  if (!/\.xlsx$/i.test(file.name)) return { format: 'csv', content: await file.text() }
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return { format: 'xlsx', content: btoa(binary) }
}
