import { Button, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Unsubscription } from '#contracts/saved-search'
import { Refusal } from '../account/refusal.tsx'
import { ApiProblem } from '../app/api.ts'
import { usePageTitle } from '../app/hub-name.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { EntryFrame } from '../identity/entry-frame.tsx'
import { useUnsubscribe, useUnsubscription } from './use-saved.ts'

/** Behind the link of a letter: asks, for machines open links too. Nobody needs to sign in. */
export function UnsubscribePage() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/ngung-nhan-thu/$token' })
  const found = useUnsubscription(token)
  const stop = useUnsubscribe(token)
  usePageTitle(t('saved.stop.title'))
  if (found.isPending) return <LoadingPage />
  const unknown = found.error instanceof ApiProblem && found.error.key === 'not-found'
  return (
    <EntryFrame>
      {unknown ? (
        <Words title={t('saved.stop.unknown')} text={t('saved.stop.unknownText')} />
      ) : !found.data ? (
        <ProblemState order={1} error={found.error} onRetry={() => void found.refetch()} />
      ) : stop.isSuccess || found.data.stopped ? (
        <Words title={t('saved.stop.doneTitle')} text={t('saved.stop.done')} />
      ) : (
        <>
          <Question found={found.data} />
          <Stack gap={16} mt={24}>
            <Refusal error={stop.error} />
            <Button h={44} fullWidth loading={stop.isPending} onClick={() => stop.mutate()}>
              {t('saved.stop.act')}
            </Button>
          </Stack>
        </>
      )}
    </EntryFrame>
  )
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p className="dim" style={{ marginTop: 12 }}>
        {text}
      </p>
    </>
  )
}

function Question({ found: { stops, name } }: { found: Unsubscription }) {
  const { t } = useTranslation()
  const said =
    stops === 'all' ? t('saved.stop.all') : name === null ? t('saved.stop.oneGone') : t('saved.stop.one', { name })
  return (
    <>
      <Words title={t('saved.stop.title')} text={said} />
      <p className="dim small" style={{ marginTop: 8 }}>
        {t('saved.stop.note')}
      </p>
    </>
  )
}
