import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Button, Group, Modal, NativeSelect, Stack, Switch, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import type { LibraryState } from '../search/library-state.ts'
import { showToast } from '../ui/toast.ts'
import { type AlertWay, alertWays } from './alert-ways.ts'
import { useQuestionLine } from './use-question-line.ts'
import { useChangeSearch, useSavedSearches, useSaveSearch } from './use-saved.ts'

/** Keeps what the library shows now, with or without alerts: as a search of its own, or in the place of one that is kept already. */
export function SaveSearchDialog({ state, onClose }: { state: LibraryState; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const lineOf = useQuestionLine()
  const kept = useSavedSearches().data ?? []
  const [into, setInto] = useState('')
  const create = useSaveSearch()
  const change = useChangeSearch(into)
  const save = into === '' ? create : change
  const [name, setName] = useState((state.q ?? '').trim().slice(0, 120))
  const [alert, setAlert] = useState<AlertWay>('off')
  const [mail, setMail] = useState(true)
  const [tried, setTried] = useState(false)
  const refusal = save.error ? problem(save.error) : null
  const choose = (id: string) => {
    setInto(id)
    const search = kept.find(each => each.id === id)
    if (!search) return
    setName(search.name)
    setAlert(search.alert)
    setMail(search.mail)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '') return
    const { view: _view, ...query } = state
    const done = () => {
      void showToast({ message: t('saved.form.saved', { name: name.trim() }) })
      onClose()
    }
    save.mutate({ name, query, alert, mail }, { onSuccess: done })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('saved.form.saveTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={16}>
          <p className="dim">
            {t('saved.form.what')}: <b>{lineOf(state)}</b>
          </p>
          {kept.length > 0 && (
            <NativeSelect
              label={t('saved.form.into')}
              value={into}
              onChange={event => choose(event.currentTarget.value)}
              data={[
                { value: '', label: t('saved.form.asNew') },
                ...kept.map(search => ({ value: search.id, label: t('saved.form.instead', { name: search.name }) })),
              ]}
            />
          )}
          <TextInput
            label={t('saved.form.name')}
            data-autofocus
            maxLength={120}
            value={name}
            error={tried && name.trim() === '' && t('saved.form.emptyName')}
            onChange={event => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('saved.alert.label')}
            value={alert}
            onChange={event => setAlert(event.currentTarget.value as AlertWay)}
            data={alertWays.map(value => ({ value, label: t(`saved.alert.${value}`) }))}
          />
          {alert !== 'off' && (
            <Switch label={t('saved.mail')} checked={mail} onChange={event => setMail(event.currentTarget.checked)} />
          )}
          {refusal && (
            <p className={formClasses.trouble} role="alert">
              <b>{refusal.title}.</b> {refusal.detail}
            </p>
          )}
          <Group justify="space-between" gap={8}>
            <Link to="/tim-kiem-da-luu" className="link small">
              {t('saved.form.all')}
            </Link>
            <Group gap={8}>
              <Button variant="default" onClick={onClose}>
                {t('ui.cancel')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t('saved.form.save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
