import { Button, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Results } from './use-search.ts'

/** Below the results: more is coming, or a way to ask for it where scrolling did not. */
export function GridFoot({ results }: { results: Results }) {
  const { t } = useTranslation()
  if (!results.more) return null
  return (
    <div style={{ display: 'grid', placeItems: 'center', height: 72 }}>
      {results.loadingMore ? (
        <Loader size="sm" role="status" aria-label={t('search.loadingMore')} />
      ) : (
        <Button variant="default" onClick={results.loadMore}>
          {t('search.more')}
        </Button>
      )}
    </div>
  )
}
