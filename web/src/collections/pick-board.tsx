import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { Picture } from '../ui/picture.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './pick-board.module.css'
import { useAddItems, useCollections, useCreateCollection } from './use-collections.ts'

type Props = { assets: string[]; onClose: () => void; onDone?: () => void }

/** Puts what is selected on a board: on one that is there, or on a new one in the same step. */
export function PickBoard({ assets, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const boards = useCollections()
  const add = useAddItems()
  const create = useCreateCollection()
  const [filter, setFilter] = useState('')
  const [name, setName] = useState('')
  const error = add.error ?? create.error
  const refusal = error ? problem(error) : null
  const addTo = async (board: Collection) => {
    const { added } = await add.mutateAsync({ id: board.id, assets })
    const words = { count: added, name: board.name }
    void showToast({ message: t(added > 0 ? 'collections.pick.done' : 'collections.pick.already', words) })
    onDone?.()
    onClose()
  }
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) await addTo(await create.mutateAsync({ name }))
  }
  const editable = (boards.data ?? []).filter(board => board.may.edit)
  const shown = editable.filter(board => fold(board.name).includes(fold(filter)))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('collections.pick.title', { count: assets.length })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={12}>
        {boards.isPending ? (
          <ListSkeleton />
        ) : boards.isError ? (
          <ProblemState small error={boards.error} onRetry={() => void boards.refetch()} />
        ) : (
          <>
            {editable.length > 6 && (
              <TextInput
                aria-label={t('collections.pick.filter')}
                placeholder={t('collections.pick.filter')}
                value={filter}
                onChange={event => setFilter(event.currentTarget.value)}
              />
            )}
            <ul className={classes.list} aria-label={t('collections.list')}>
              {shown.map(board => (
                <li key={board.id}>
                  <button
                    type="button"
                    className={classes.board}
                    disabled={add.isPending}
                    onClick={() => void addTo(board).catch(() => undefined)}
                  >
                    <span className={classes.thumb}>
                      {board.pictures[0] && (
                        <Picture src={board.pictures[0].url} alt="" thumbhash={board.pictures[0].thumbhash} />
                      )}
                    </span>
                    <span className={classes.words}>
                      <b className="cut">{board.name}</b>
                      <span className="dim small">
                        {[
                          board.unit?.shortName ?? t('collections.private'),
                          t('collections.items', { count: board.items }),
                        ].join(' · ')}
                      </span>
                    </span>
                    <IconPlus size={18} stroke={1.6} aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
            {editable.length > 0 && shown.length === 0 && <p className="dim">{t('collections.pick.none')}</p>}
          </>
        )}
        <form
          className={classes.new}
          data-first={editable.length === 0 || undefined}
          onSubmit={event => void make(event).catch(() => undefined)}
        >
          <TextInput
            className={classes.name}
            label={t(editable.length > 0 ? 'collections.pick.new' : 'collections.pick.first')}
            placeholder={t('collections.form.namePlaceholder')}
            maxLength={200}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
            {t('collections.pick.create')}
          </Button>
        </form>
        {refusal && (
          <p className={formClasses.trouble} role="alert">
            <b>{refusal.title}.</b> {refusal.detail}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Without marks and case: "le hoi" finds "Lễ hội". */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
