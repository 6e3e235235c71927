import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Use } from '#contracts/reuse'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import classes from './asset-uses.module.css'
import { UseForm } from './use-form.tsx'
import { useUses } from './use-reuse.ts'

/** Who took it for what, and where it appeared. */
export function AssetUses({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useUses(asset.id)
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} small order={3} />
  if (!data) return <p className="dim">{t('ui.loading')}</p>
  if (data.length === 0) return <p className="dim">{t('assets.uses.none')}</p>
  return (
    <ul className={classes.list}>
      {data.map(use => (
        <OneUse key={use.id} asset={asset} use={use} />
      ))}
    </ul>
  )
}

function OneUse({ asset, use }: { asset: Asset; use: Use }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [editing, setEditing] = useState(false)
  const who = [use.unit?.shortName, use.person.name].filter(Boolean).join(', ')
  const run = use.printRun ? t('assets.uses.printRun', { count: use.printRun, n: f.number(use.printRun) }) : null
  const further = [use.event, run, use.note].filter(Boolean).join(' · ')
  return (
    <li>
      <div className={classes.head}>
        <p>
          <b>{t(`assets.purpose.${use.purpose}`)}</b>
        </p>
        {use.mayEdit && !editing && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('assets.uses.editOf', { when: f.dateTime(use.at) })}
            onClick={() => setEditing(true)}
          >
            {t(use.url || further ? 'assets.uses.edit' : 'assets.uses.add')}
          </Button>
        )}
      </div>
      <p className="small dim">
        {who} · {f.dateTime(use.at)}
      </p>
      {editing ? (
        <UseForm assetId={asset.id} use={use} onDone={() => setEditing(false)} />
      ) : (
        <>
          {further && <p className="small">{further}</p>}
          {use.url && (
            <p className="small">
              <a className="link" href={use.url} target="_blank" rel="noreferrer noopener">
                {use.url}
              </a>
            </p>
          )}
        </>
      )}
    </li>
  )
}
