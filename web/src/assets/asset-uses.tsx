import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Use } from '#contracts/reuse'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './asset-uses.module.css'
import { useEditUse, useUses } from './use-reuse.ts'

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
        <OneUse key={use.id} assetId={asset.id} use={use} />
      ))}
    </ul>
  )
}

function OneUse({ assetId, use }: { assetId: string; use: Use }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [adding, setAdding] = useState(false)
  const who = [use.unit?.shortName, use.person.name].filter(Boolean).join(', ')
  const run = use.printRun ? t('assets.uses.printRun', { count: use.printRun }) : null
  const further = [use.event, run, use.note].filter(Boolean).join(' · ')
  return (
    <li>
      <p>
        <b>{t(`assets.purpose.${use.purpose}`)}</b>
      </p>
      <p className="small dim">
        {who} · {f.dateTime(use.at)}
      </p>
      {further && <p className="small">{further}</p>}
      {use.url && (
        <p className="small">
          <a className="link" href={use.url} target="_blank" rel="noreferrer noopener">
            {use.url}
          </a>
        </p>
      )}
      {use.mayEdit && !use.url && !adding && (
        <Button size="xs" variant="default" mt={6} onClick={() => setAdding(true)}>
          {t('assets.uses.addUrl')}
        </Button>
      )}
      {adding && <AddUrl assetId={assetId} useId={use.id} onDone={() => setAdding(false)} />}
    </li>
  )
}

function AddUrl({ assetId, useId, onDone }: { assetId: string; useId: string; onDone: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const edit = useEditUse(assetId)
  const [url, setUrl] = useState('')
  const [bad, setBad] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = !/^https?:\/\/\S+$/.test(url.trim())
    setBad(wrong)
    if (wrong) return
    await edit.mutateAsync({ useId, edit: { url: url.trim() } })
    onDone()
    void showToast({ message: t('assets.uses.saved') })
  }
  return (
    <form className={classes.form} onSubmit={event => void submit(event).catch(() => undefined)}>
      <TextInput
        label={t('assets.reuse.url')}
        value={url}
        maxLength={1000}
        error={bad ? t('assets.reuse.badUrl') : edit.error ? problem(edit.error).title : undefined}
        onChange={event => setUrl(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" loading={edit.isPending}>
        {t('ui.save')}
      </Button>
    </form>
  )
}
