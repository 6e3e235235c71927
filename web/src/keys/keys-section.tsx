import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#contracts/api-key'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import { KeyRow } from './key-row.tsx'
import classes from './keys.module.css'
import { useKeys } from './use-keys.ts'

const KeyForm = lazy(() => import('./key-form.tsx').then(file => ({ default: file.KeyForm })))
const RevokeKey = lazy(() => import('./revoke-key.tsx').then(file => ({ default: file.RevokeKey })))

/** The own keys: made, shown once, listed, revoked. */
export function KeysSection({ withText = true }: { withText?: boolean }) {
  const { t } = useTranslation()
  const query = useKeys()
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  return (
    <>
      <div className={classes.head}>
        {withText && <p className="dim">{t('keys.text')}</p>}
        <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
          {t('keys.add')}
        </Button>
      </div>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <PageState
          small={!withText}
          order={withText ? 2 : 3}
          tone="accent"
          icon={<IconKey />}
          title={t('keys.empty.title')}
        >
          {t('keys.empty.text')}
        </PageState>
      ) : (
        <ul aria-label={t('keys.list')}>
          {query.data.map(key => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      <Suspense>
        {adding && <KeyForm onClose={() => setAdding(false)} />}
        {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
      </Suspense>
    </>
  )
}
