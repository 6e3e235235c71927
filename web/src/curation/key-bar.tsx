import { useTranslation } from 'react-i18next'
import type { DeskCommand } from './desk-keys.ts'
import classes from './key-bar.module.css'

const keys: readonly [DeskCommand, string][] = [
  ['next', 'J'],
  ['previous', 'K'],
  ['approve', 'A'],
  ['return', 'R'],
  ['help', '?'],
]

/** The desk's keys, in sight and pressable. */
export function KeyBar({ onPress }: { onPress: (command: DeskCommand) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.bar}>
      <legend className="visually-hidden">{t('curation.keys.label')}</legend>
      {keys.map(([command, key]) => (
        <button
          key={command}
          type="button"
          className={classes.key}
          data-command={command}
          onClick={() => onPress(command)}
        >
          <kbd>{key}</kbd> {t(`curation.keys.${command}`)}
        </button>
      ))}
    </fieldset>
  )
}
