import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TrashedAsset } from '#contracts/trash'
import { useProblem } from '../app/use-problem.ts'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './trash-page.module.css'
import { useRestore } from './use-trash.ts'

const soonMs = 3 * 86_400_000

/** One item: what it is, since when it is here and until when it is kept. */
export function TrashRow({ asset }: { asset: TrashedAsset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { id, unit, size, trashedAt, purgeAt } = asset
  const title = asset.title || t('assets.untitled')
  const act = useRestoreWithUndo(id, title)
  const soon = Date.parse(purgeAt) - Date.now() < soonMs
  return (
    <li className={classes.row}>
      <span className={classes.thumb}>
        <AssetThumb asset={asset} />
      </span>
      <div className={classes.words}>
        <Link to="/tu-lieu/$id" params={{ id }} className={classes.title}>
          {title}
        </Link>
        <p className="dim small">
          {[t(`app.kind.${asset.kind}`), unit, size > 0 ? f.bytes(size) : null].filter(Boolean).join(' · ')}
        </p>
        <p className="dim small">{t('trash.since', { at: f.dateTime(trashedAt), until: f.date(purgeAt) })}</p>
        {soon && <StateBadge tone="warning">{t('trash.soon')}</StateBadge>}
      </div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={16} stroke={1.6} />}
        loading={act.pending}
        aria-label={t('trash.restoreOf', { title })}
        onClick={act.restore}
      >
        {t('trash.restore')}
      </Button>
    </li>
  )
}

function useRestoreWithUndo(id: string, title: string) {
  const { t } = useTranslation()
  const problem = useProblem()
  const { restore, back } = useRestore()
  const refused = (error: unknown) => {
    const said = problem(error)
    void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
  }
  const undo = () => void back.mutateAsync(id).catch(refused)
  // The row goes away with the answer: what follows hangs on the promise, not on the row.
  const take = () =>
    void restore
      .mutateAsync(id)
      .then(() => showToast({ message: t('trash.restored', { title }), undo }))
      .catch(refused)
  return { restore: take, pending: restore.isPending }
}
