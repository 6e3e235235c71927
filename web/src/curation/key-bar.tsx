import { Button } from '@mantine/core'
import { IconAlertCircle, IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeskCommand } from './desk-keys.ts'
import classes from './key-bar.module.css'
import type { DeskActing } from './use-desk-acting.ts'

const keys = [
  ['next', 'J'],
  ['previous', 'K'],
  ['approve', 'A'],
  ['return', 'R'],
  ['channels', 'C'],
  ['edit', 'E'],
  ['schedule', 'S'],
  ['select', 'X'],
  ['comment', 'M'],
  ['compare', 'V'],
  ['help', '?'],
] as const satisfies readonly (readonly [DeskCommand, string])[]

/** The desk's keys, in sight and pressable, and the last thing that happened. */
export function KeyBar({ acting }: { acting: DeskActing }) {
  const { t } = useTranslation()
  return (
    <>
      <Status acting={acting} />
      <fieldset className={classes.bar}>
        <legend className="visually-hidden">{t('curation.keys.label')}</legend>
        {keys.map(([command, key]) => (
          <button
            key={command}
            type="button"
            className={classes.key}
            data-command={command}
            onClick={() => acting.act(command)}
          >
            <kbd>{key}</kbd> {t(`curation.keys.${command}`)}
          </button>
        ))}
      </fieldset>
    </>
  )
}

/** One line in one place instead of a pile of toasts: what was decided, what was refused, and the way back. */
function Status({ acting }: { acting: DeskActing }) {
  const { t } = useTranslation()
  const { status, dismiss } = acting
  const undo = status?.undo
  return (
    <div className={classes.status} data-tone={status?.tone} data-empty={status === null || undefined}>
      {/* Always there: a live region that comes with its words is not read. */}
      <p role="status" aria-live="polite" aria-atomic="true">
        {status && (
          <span key={status.number} className={classes.said}>
            {status.tone === 'ok' ? (
              <IconCheck size={16} stroke={1.8} aria-hidden="true" />
            ) : (
              <IconAlertCircle size={16} stroke={1.7} aria-hidden="true" />
            )}
            <span>{status.text}</span>
          </span>
        )}
      </p>
      {undo && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconArrowBackUp size={15} stroke={1.7} />}
          rightSection={<kbd className={classes.undoKey}>Z</kbd>}
          onClick={() => {
            dismiss()
            undo()
            acting.desk.focusRow()
          }}
        >
          {t('ui.undo')}
        </Button>
      )}
      {status && (
        <button
          type="button"
          className={classes.dismiss}
          aria-label={t('ui.close')}
          onClick={() => {
            dismiss()
            acting.desk.focusRow()
          }}
        >
          <IconX size={15} stroke={1.7} />
        </button>
      )}
    </div>
  )
}
