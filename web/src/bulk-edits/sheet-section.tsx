import { Button } from '@mantine/core'
import { IconFileSpreadsheet, IconFileUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkSelection } from '#contracts/bulk-edit'
import classes from './bulk-edits.module.css'
import { Trouble } from './trouble.tsx'
import { useBegin, useSheetOut } from './use-bulk-edits.ts'

/** The way by a spreadsheet: out, and in again. */
export function SheetSection({ select }: { select: BulkSelection | null }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const out = useSheetOut()
  const begin = useBegin()
  const input = useRef<HTMLInputElement>(null)
  const take = (element: HTMLInputElement) => {
    const [file] = element.files ?? []
    element.value = ''
    const to = '/sua-hang-loat/$id'
    if (file) begin.mutate({ file }, { onSuccess: ({ id }) => void navigate({ to, params: { id } }) })
  }
  return (
    <section className={classes.section} aria-labelledby="bulk-sheet">
      <h2 id="bulk-sheet">{t('bulkEdits.sheet.title')}</h2>
      <p className="dim small">{t('bulkEdits.sheet.text')}</p>
      <div className={classes.acts}>
        {select && (
          <Button
            variant="default"
            leftSection={<IconFileSpreadsheet size={18} stroke={1.6} />}
            loading={out.isPending}
            onClick={() => out.mutate(select)}
          >
            {t('bulkEdits.sheet.out')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconFileUpload size={18} stroke={1.6} />}
          loading={begin.isPending}
          onClick={() => input.current?.click()}
        >
          {t('bulkEdits.sheet.in')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.csv"
          hidden
          data-testid="sheet"
          onChange={event => take(event.currentTarget)}
        />
      </div>
      <Trouble error={out.error ?? begin.error} />
    </section>
  )
}
