import '@mantine/core/styles/Combobox.layer.css'
import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubRole, UnitRole } from '#contracts/values'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import { byWords } from '../articles/term-field.tsx'
import { showToast } from '../ui/toast.ts'
import { emptyPerson, makePassword, type PersonDraft, personGaps, toNewPerson } from './person-draft.ts'
import { useCreatePerson, useUnits } from './use-people.ts'

const unitRoles = ['reader', 'contributor', 'editor'] as const satisfies readonly UnitRole[]
const hubRoles = ['curator', 'administrator'] as const satisfies readonly HubRole[]

export function PersonForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const create = useCreatePerson()
  const [draft, setDraft] = useState<PersonDraft>(emptyPerson)
  const set = (patch: Partial<PersonDraft>) => setDraft(old => ({ ...old, ...patch }))
  const [gap] = personGaps(draft)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (gap) return
    create.mutate(toNewPerson(draft), {
      onSuccess: person => {
        void showToast({ message: t('operations.people.form.saved', { name: person.name }) })
        onClose()
      },
    })
  }
  return (
    <Dialog onClose={onClose} size={520} title={t('operations.people.form.title')}>
      <form className={form.form} onSubmit={send} noValidate>
        <Identity draft={draft} set={set} />
        <UnitAndRole draft={draft} set={set} />
        <Checkbox.Group
          label={t('operations.people.form.hubRoles')}
          value={draft.hubRoles}
          onChange={roles => set({ hubRoles: roles as HubRole[] })}
        >
          <div className={form.pair} style={{ paddingTop: 4 }}>
            {hubRoles.map(role => (
              <Checkbox key={role} value={role} label={t(`app.account.${role}`)} />
            ))}
          </div>
        </Checkbox.Group>
        {create.isError && (
          <p role="alert" style={{ color: 'var(--hub-error)' }}>
            <b>{problem(create.error).title}.</b> {problem(create.error).detail}
          </p>
        )}
        <Button type="submit" disabled={gap !== undefined} loading={create.isPending}>
          {t('operations.people.form.save')}
        </Button>
        {gap && <p className="dim small">{t(`operations.people.form.off.${gap}`)}</p>}
      </form>
    </Dialog>
  )
}

type PartProps = {
  draft: Pick<PersonDraft, 'unit' | 'role'>
  set: (patch: Partial<Pick<PersonDraft, 'unit' | 'role'>>) => void
}
type IdentityProps = { draft: PersonDraft; set: (patch: Partial<PersonDraft>) => void }

function Identity({ draft, set }: IdentityProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        label={<FieldLabel need="required">{t('operations.people.form.name')}</FieldLabel>}
        value={draft.name}
        maxLength={120}
        autoComplete="off"
        data-autofocus
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={<FieldLabel need="required">{t('operations.people.form.email')}</FieldLabel>}
        type="email"
        value={draft.email}
        maxLength={254}
        autoComplete="off"
        onChange={event => set({ email: event.currentTarget.value })}
      />
      <TextInput
        label={<FieldLabel need="required">{t('operations.people.form.password')}</FieldLabel>}
        description={t('operations.people.form.passwordHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.password}
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        rightSectionWidth={132}
        rightSection={
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => set({ password: makePassword(count => crypto.getRandomValues(new Uint8Array(count))) })}
          >
            {t('operations.people.form.make')}
          </Button>
        }
        onChange={event => set({ password: event.currentTarget.value })}
      />
    </>
  )
}

export function UnitAndRole({ draft, set }: PartProps) {
  const { t } = useTranslation()
  const me = useMe()
  const all = (useUnits().data ?? []).filter(unit => !unit.endedOn)
  // An editor gives roles in their own units only.
  const units = me.may.administer ? all : me.inviteUnits
  return (
    <>
      <Select
        label={t('operations.people.form.unit')}
        placeholder={t('operations.people.form.chooseUnit')}
        data={units.map(unit => ({ value: unit.code, label: unit.name }))}
        value={draft.unit || null}
        onChange={unit => set({ unit: unit ?? '' })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('articles.form.remove', { name: t('operations.people.form.unit') }) }}
        filter={byWords}
        nothingFoundMessage={t('articles.form.nothing')}
      />
      {draft.unit !== '' && (
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t('operations.people.form.role')}
            data={unitRoles.map(role => ({ value: role, label: t(`app.role.${role}`) }))}
            value={draft.role}
            onChange={role => set({ role: role as UnitRole })}
          />
          <p className="dim small">{t(`operations.people.form.roleHint.${draft.role}`)}</p>
        </div>
      )}
    </>
  )
}
