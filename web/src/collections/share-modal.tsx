import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { ShareForm } from './share-form.tsx'
import { ShareList } from './share-list.tsx'
import { ShareMade } from './share-made.tsx'
import classes from './share-modal.module.css'

/** Links of a board for people outside: make one, see who came, take it back. */
export function ShareModal({ board, onClose }: { board: Collection; onClose: () => void }) {
  const { t } = useTranslation()
  const [url, setUrl] = useState<string | null>(null)
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('collections.share.title', { name: board.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {url === null ? (
        <ShareForm boardId={board.id} onMade={setUrl} />
      ) : (
        <ShareMade url={url} onAnother={() => setUrl(null)} />
      )}
      <h3 className={classes.heading}>{t('collections.share.links')}</h3>
      <ShareList boardId={board.id} />
    </Modal>
  )
}
