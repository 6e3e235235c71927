import '@mantine/core/styles/Combobox.layer.css'
import { ActionIcon, Button, NativeSelect, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NewPerson } from '#contracts/unit'
import type { UnitRole } from '#contracts/values'
import { byWords } from '../articles/term-field.tsx'
import classes from './people-tab.module.css'
import { useUnits } from './use-people.ts'

const unitRoles = ['reader', 'contributor', 'editor'] as const satisfies readonly UnitRole[]
type Memberships = NewPerson['memberships']

/** The units that a person works in, each with the role there. */
export function MembershipFields({ value, onChange }: { value: Memberships; onChange: (value: Memberships) => void }) {
  const { t } = useTranslation()
  const units = useUnits().data ?? []
  const put = (index: number, patch: Partial<Memberships[number]>) =>
    onChange(value.map((each, at) => (at === index ? { ...each, ...patch } : each)))
  return (
    <fieldset className={classes.memberships}>
      <legend>{t('operations.people.roles.units')}</legend>
      {value.length === 0 && <p className="dim small">{t('operations.people.roles.noUnit')}</p>}
      {value.map(({ unit, role }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own until its unit is chosen.
        <div key={index} className={classes.membership}>
          <Select
            aria-label={t('operations.people.form.unit')}
            placeholder={t('operations.people.form.chooseUnit')}
            data={units
              .filter(each => each.code === unit || (!each.endedOn && !value.some(other => other.unit === each.code)))
              .map(each => ({ value: each.code, label: each.name }))}
            value={unit || null}
            onChange={chosen => put(index, { unit: chosen ?? '' })}
            searchable
            allowDeselect={false}
            filter={byWords}
            nothingFoundMessage={t('articles.form.nothing')}
          />
          <NativeSelect
            aria-label={t('operations.people.form.role')}
            data={unitRoles.map(each => ({ value: each, label: t(`app.role.${each}`) }))}
            value={role}
            onChange={event => put(index, { role: event.currentTarget.value as UnitRole })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('operations.people.roles.remove', {
              name: units.find(each => each.code === unit)?.shortName ?? '',
            })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={18} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={16} stroke={1.6} />}
        onClick={() => onChange([...value, { unit: '', role: 'contributor' }])}
      >
        {t('operations.people.roles.addUnit')}
      </Button>
    </fieldset>
  )
}
