import { useTranslation } from 'react-i18next'
import { Dialog } from '../articles/dialog.tsx'
import classes from './keys-help.module.css'

const groups = [
  [
    'move',
    [
      ['J', 'next'],
      ['K', 'previous'],
      ['.', 'item'],
      ['V', 'compare'],
    ],
  ],
  [
    'decide',
    [
      ['A', 'approve'],
      ['R', 'return'],
      ['C', 'channels'],
      ['E', 'edit'],
      ['S', 'schedule'],
      ['M', 'comment'],
      ['Z', 'undo'],
    ],
  ],
  [
    'many',
    [
      ['X', 'select'],
      ['Shift X', 'range'],
      ['Esc', 'clear'],
    ],
  ],
] as const

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} size={560} title={t('curation.keys.helpTitle')} returnFocus={false}>
      <div className={classes.groups}>
        {groups.map(([group, keys]) => (
          <section key={group} aria-labelledby={`phim-${group}`}>
            <h3 id={`phim-${group}`}>{t(`curation.keys.group.${group}`)}</h3>
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
          </section>
        ))}
      </div>
      <p className="dim small">{t('curation.keys.helpText')}</p>
    </Dialog>
  )
}
