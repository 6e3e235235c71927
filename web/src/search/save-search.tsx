import { Button } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMoreWords } from '../app/i18n.ts'
import { filterCount, type LibraryState } from './library-state.ts'

const SaveSearchDialog = lazy(async () => {
  const [{ SaveSearchDialog }] = await Promise.all([import('../saved/save-search-dialog.tsx'), loadMoreWords()])
  return { default: SaveSearchDialog }
})

/** Where there is something to keep, a button that keeps it; else the way to what was kept. */
export function SaveSearch({ state }: { state: LibraryState }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (!state.q && filterCount(state) === 0)
    return (
      <Link to="/tim-kiem-da-luu" className="link small">
        {t('search.saved')}
      </Link>
    )
  return (
    <>
      <Button
        variant="subtle"
        size="xs"
        px={8}
        leftSection={<IconBookmark size={16} stroke={1.6} />}
        onClick={() => setOpen(true)}
      >
        {t('search.save')}
      </Button>
      <Suspense fallback={null}>{open && <SaveSearchDialog state={state} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
