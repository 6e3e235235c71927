import '@mantine/core/styles/Switch.layer.css'
import { ActionIcon, NativeSelect, Switch } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedSearch } from '#contracts/saved-search'
import { useProblem } from '../app/use-problem.ts'
import { readLibraryState } from '../search/library-state.ts'
import { showToast } from '../ui/toast.ts'
import { useAgo } from '../ui/use-ago.ts'
import { type AlertWay, alertWays } from './alert-ways.ts'
import { FeedSwitch } from './feed-switch.tsx'
import classes from './saved.module.css'
import { useQuestionLine } from './use-question-line.ts'
import { type SearchChange, useChangeSearch, useDeleteSearch, useSaveSearch } from './use-saved.ts'

const RenameSearch = lazy(async () => ({ default: (await import('./rename-search.tsx')).RenameSearch }))

/** One saved search: its name leads to its results; beside it when its owner is told, and what may be done with it. */
export function SavedRow({ search }: { search: SavedSearch }) {
  const { t } = useTranslation()
  const ago = useAgo()
  const lineOf = useQuestionLine()
  const problem = useProblem()
  const [renaming, setRenaming] = useState(false)
  const edit = useChangeSearch(search.id)
  const remove = useDeleteSearch(search.id)
  const again = useSaveSearch()
  // What was chosen shows at once.
  const { query } = search
  const { name, alert, mail } = { ...search, ...(edit.isPending ? edit.variables : {}) }
  const fed = (edit.isPending ? edit.variables.feed : undefined) ?? search.feed !== null
  const state = readLibraryState(query)
  const failed = (error: unknown) => void showToast({ message: problem(error).title, tone: 'error' })
  const change = (body: SearchChange) => edit.mutate(body, { onError: failed })
  const restore = () => again.mutate({ name, query, alert, mail, feed: fed }, { onError: failed })
  const deleted = () => void showToast({ message: t('saved.deleted', { name }), undo: restore })
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Link to="/kho" search={state} className={classes.name}>
          {name}
        </Link>
        <span className="dim small">
          {[
            lineOf(state),
            ...(fed ? [t('saved.fed')] : []),
            ...(search.toldAt ? [t('saved.toldAt', { ago: ago(search.toldAt) })] : []),
          ].join(' · ')}
        </span>
        {search.dropped.length > 0 && (
          <span className={`small ${classes.dropped}`}>{t('saved.dropped', { count: search.dropped.length })}</span>
        )}
      </div>
      <div className={classes.alert}>
        <NativeSelect
          className={classes.way}
          aria-label={t('saved.alert.of', { name })}
          value={alert}
          onChange={event => change({ alert: event.currentTarget.value as AlertWay })}
          data={alertWays.map(value => ({ value, label: t(`saved.alert.${value}`) }))}
        />
        <Switch
          className={classes.mail}
          data-off={alert === 'off' || undefined}
          disabled={alert === 'off'}
          checked={mail && alert !== 'off'}
          label={t('saved.mail')}
          aria-label={t('saved.mailOf', { name })}
          onChange={event => change({ mail: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.acts}>
        <FeedSwitch search={search} on={fed} onChange={feed => change({ feed })} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          aria-label={t('saved.renameOf', { name })}
          title={t('saved.rename')}
          onClick={() => setRenaming(true)}
        >
          <IconPencil size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          aria-label={t('saved.deleteOf', { name })}
          title={t('saved.delete')}
          loading={remove.isPending}
          onClick={() => remove.mutate(undefined, { onSuccess: deleted, onError: failed })}
        >
          <IconTrash size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </div>
      <Suspense fallback={null}>
        {renaming && <RenameSearch search={search} onClose={() => setRenaming(false)} />}
      </Suspense>
    </li>
  )
}
