import '@mantine/core/styles/Modal.layer.css'
import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function DiscardModal({ onClose, onDiscard }: { onClose: () => void; onDiscard: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('articles.discardAsk')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <p>{t('articles.discardText')}</p>
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16 }}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('articles.keep')}
        </Button>
        <Button color="red" onClick={onDiscard}>
          {t('articles.discardDo')}
        </Button>
      </div>
    </Modal>
  )
}
