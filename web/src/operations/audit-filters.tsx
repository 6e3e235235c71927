import '@mantine/core/styles/Combobox.layer.css'
import { Button, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../ui/date-field.tsx'
import { auditActs } from './audit-acts.ts'
import classes from './audit-tab.module.css'
import { type AuditFilter, auditCsvUrl } from './use-audit.ts'
import { usePeople, useUnits } from './use-people.ts'

type Props = { filter: AuditFilter; onChange: (change: AuditFilter) => void }

/** What the audit can be narrowed by, and the same rows as CSV. */
export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const people = usePeople().data ?? []
  const units = useUnits().data ?? []
  const acts = auditActs.map(({ act, key }) => ({ value: act, label: capital(t(`operations.act.${key}`)) }))
  const choices = [
    ['act', acts],
    ['person', people.map(({ id, name }) => ({ value: id, label: name }))],
    ['unit', units.map(({ id, name }) => ({ value: id, label: name }))],
  ] as const
  return (
    <div className={classes.filters}>
      {choices.map(([name, data]) => (
        <Select
          key={name}
          className={classes.choice}
          aria-label={t(`operations.audit.by.${name}`)}
          placeholder={t(`operations.audit.any.${name}`)}
          data={[...data]}
          value={filter[name] ?? null}
          onChange={value => onChange({ [name]: value ?? undefined })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t(`operations.audit.any.${name}`) }}
        />
      ))}
      {(['from', 'to'] as const).map(name => (
        <DateField
          key={name}
          className={classes.day10}
          aria-label={t(`operations.audit.by.${name}`)}
          leftSection={<span className="dim small">{t(`operations.audit.any.${name}`)}</span>}
          leftSectionWidth={44}
          value={filter[name] ?? ''}
          onChange={value => onChange({ [name]: value || undefined })}
        />
      ))}
      <Button
        component="a"
        href={auditCsvUrl(filter)}
        download
        variant="default"
        leftSection={<IconDownload size={18} stroke={1.6} aria-hidden="true" />}
      >
        {t('operations.audit.csv')}
      </Button>
    </div>
  )
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}
