import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { useUnits } from '../operations/use-people.ts'
import classes from './grant-fields.module.css'

export type Grant = Collection['grants'][number]
type Props = { grants: Grant[]; own: string | undefined; onChange: (grants: Grant[]) => void }

/** Which units see the board, and which of them may arrange it. */
export function GrantFields({ grants, own, onChange }: Props) {
  const { t } = useTranslation()
  const units = useUnits()
  const free = (units.data ?? []).filter(unit => unit.id !== own && !grants.some(grant => grant.unit.id === unit.id))
  const add = (code: string) => {
    const unit = free.find(each => each.code === code)
    if (unit) onChange([...grants, { unit, access: 'read' }])
  }
  const change = (id: string, access: Grant['access']) =>
    onChange(grants.map(grant => (grant.unit.id === id ? { ...grant, access } : grant)))
  return (
    <fieldset className={classes.field}>
      <legend>{t('collections.form.grants')}</legend>
      <p className="dim small">{t('collections.form.grantsHint')}</p>
      <ul>
        {grants.map(({ unit, access }) => (
          <li key={unit.id} className={classes.row}>
            <span className={classes.name}>{unit.name}</span>
            <NativeSelect
              aria-label={t('collections.form.access', { unit: unit.name })}
              value={access}
              onChange={event => change(unit.id, event.currentTarget.value as Grant['access'])}
              data={[
                { value: 'read', label: t('collections.form.read') },
                { value: 'edit', label: t('collections.form.edit') },
              ]}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('collections.form.removeUnit', { unit: unit.name })}
              onClick={() => onChange(grants.filter(grant => grant.unit.id !== unit.id))}
            >
              <IconX size={18} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <NativeSelect
        aria-label={t('collections.form.addUnit')}
        value=""
        onChange={event => add(event.currentTarget.value)}
        data={[
          { value: '', label: t('collections.form.addUnit') },
          ...free.map(unit => ({ value: unit.code, label: unit.name })),
        ]}
      />
    </fieldset>
  )
}
