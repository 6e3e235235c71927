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
import { useSaveSearch } from './use-saved.ts'

/** Keeps what the library shows now, with or without alerts. */
export function SaveSearchDialog({ state, onClose }: { state: LibraryState; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const lineOf = useQuestionLine()
  const save = useSaveSearch()
  const [name, setName] = useState((state.q ?? '').trim().slice(0, 120))
  const [alert, setAlert] = useState<AlertWay>('off')
  const [mail, setMail] = useState(true)
  const [tried, setTried] = useState(false)
  const refusal = save.error ? problem(save.error) : null
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
