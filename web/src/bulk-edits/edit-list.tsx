import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import classes from './bulk-edits.module.css'
import { EditState } from './edit-state.tsx'
import { useBulkEdits } from './use-bulk-edits.ts'

/** The own edits, newest first. */
export function EditList() {
  const { t } = useTranslation()
  const f = useFormat()
  const query = useBulkEdits()
  return (
    <section className={classes.section} aria-labelledby="bulk-mine">
      <h2 id="bulk-mine">{t('bulkEdits.mine')}</h2>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && <p className="dim">{t('bulkEdits.none')}</p>}
      <ul>
        {query.data?.map(({ id, source, state, total, createdAt, fileName }) => (
          <li key={id} className={classes.edit}>
            <Link to="/sua-hang-loat/$id" params={{ id }} className={classes.editName}>
              {fileName ?? t(`bulkEdits.source.${source}`)} · {f.dateTime(createdAt)}
            </Link>
            <span className="dim small">{t('bulkEdits.items', { count: total })}</span>
            <EditState state={state} />
          </li>
        ))}
      </ul>
    </section>
  )
}
