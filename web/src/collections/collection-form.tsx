import '@mantine/core/styles/Modal.layer.css'
import { Button, Modal, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { type Grant, GrantFields } from './grant-fields.tsx'
import { useCreateCollection, useEditCollection } from './use-collections.ts'

type Props = { collection?: Collection; onClose: () => void; onMade?: (made: Collection) => void }

/** Makes a board, or changes what is said of it and with whom it is shared. */
export function CollectionForm({ collection, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const problem = useProblem()
  const create = useCreateCollection()
  const edit = useEditCollection(collection?.id ?? '')
  const [name, setName] = useState(collection?.name ?? '')
  const [note, setNote] = useState(collection?.note ?? '')
  const [unit, setUnit] = useState('')
  const [grants, setGrants] = useState<Grant[]>(collection?.grants ?? [])
  const [feed, setFeed] = useState(collection?.feed ?? false)
  const [tried, setTried] = useState(false)
  const work = collection ? edit : create
  const refusal = work.error ? problem(work.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '') return
    const said = { name, note }
    if (collection) {
      const shared = grants.map(grant => ({ unit: grant.unit.code, access: grant.access }))
      const given = collection.unit ? { feed } : {}
      edit.mutate({ ...said, ...given, grants: shared }, { onSuccess: onClose })
    } else {
      const made = (board: Collection) => {
        onClose()
        onMade?.(board)
      }
      create.mutate({ ...said, ...(unit ? { unit } : {}) }, { onSuccess: made })
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(collection ? 'collections.form.editTitle' : 'collections.form.newTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={16}>
          <TextInput
            label={t('collections.form.name')}
            placeholder={t('collections.form.namePlaceholder')}
            data-autofocus
            maxLength={200}
            value={name}
            error={tried && name.trim() === '' && t('collections.form.emptyName')}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('collections.form.note')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          {!collection && me.uploadUnits.length > 0 && (
            <NativeSelect
              label={t('collections.form.whose')}
              value={unit}
              onChange={event => setUnit(event.currentTarget.value)}
              data={[
                { value: '', label: t('collections.form.mine') },
                ...me.uploadUnits.map(each => ({ value: each.code, label: each.name })),
              ]}
            />
          )}
          {collection && <GrantFields grants={grants} own={collection.unit?.id} onChange={setGrants} />}
          {collection?.unit && (
            <Switch
              label={t('collections.form.feed')}
              description={t('collections.form.feedHint')}
              checked={feed}
              onChange={event => setFeed(event.currentTarget.checked)}
            />
          )}
          <ModalFoot refusal={refusal} onClose={onClose}>
            <Button type="submit" loading={work.isPending}>
              {t(collection ? 'collections.form.save' : 'collections.form.create')}
            </Button>
          </ModalFoot>
        </Stack>
      </form>
    </Modal>
  )
}
