import { useTranslation } from 'react-i18next'
import { Dialog } from '../articles/dialog.tsx'
import classes from './keys-help.module.css'

const keys = [
  ['J', 'next'],
  ['K', 'previous'],
  ['A', 'approve'],
  ['R', 'return'],
  ['?', 'help'],
  ['Esc', 'escape'],
] as const

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} size={400} title={t('curation.keys.helpTitle')}>
      <dl className={classes.keys}>
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`curation.keys.${word}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="dim small">{t('curation.keys.helpText')}</p>
    </Dialog>
  )
}
