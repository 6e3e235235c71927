import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { ApiProblem } from './api.ts'
import { ProblemState } from './problem-state.tsx'

export function LoadingPage() {
  const { t } = useTranslation()
  return (
    <div style={{ display: 'grid', placeItems: 'center', minHeight: '50vh' }}>
      <Loader size="sm" aria-label={t('ui.loading')} role="status" />
    </div>
  )
}

/** An unknown address stands outside the shell, so that it brings its own main. */
export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <main>
      <PageState
        icon={<IconMapOff />}
        order={1}
        title={t('app.notFound.title')}
        actions={
          <LinkButton to="/" variant="default">
            {t('app.notFound.act')}
          </LinkButton>
        }
      >
        {t('app.notFound.text')}
      </PageState>
    </main>
  )
}

export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (error instanceof ApiProblem) return <ProblemState error={error} order={1} onRetry={() => location.reload()} />
  return (
    <PageState
      tone="error"
      icon={<IconAlertTriangle />}
      order={1}
      title={t('app.crash.title')}
      actions={<Button onClick={() => location.reload()}>{t('app.crash.act')}</Button>}
    >
      {t('app.crash.text')}
    </PageState>
  )
}
