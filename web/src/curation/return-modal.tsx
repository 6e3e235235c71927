import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import classes from './return-modal.module.css'
import type { DecisionState } from './use-decision.ts'

type Props = { nomination: Nomination; decision: DecisionState; onClose: () => void }

/** A nomination goes back only with a reason that its unit can act on. */
export function ReturnModal({ nomination, decision, onClose }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState(decision.note)
  const quick = useQuickReasons(nomination, decision)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    decision.returnIt(nomination, reason.trim())
    onClose()
  }
  return (
    <Dialog onClose={onClose} size={520} title={t('curation.returnForm.title')} returnFocus={false}>
      <form className={form.form} onSubmit={send}>
        <p className="dim">
          <b className={classes.title}>{nomination.asset.title}</b>
          {t('curation.returnForm.text', { unit: nomination.unit.name })}
        </p>
        <Textarea
          label={<FieldLabel need="required">{t('curation.returnForm.reason')}</FieldLabel>}
          placeholder={t('curation.returnForm.hint')}
          value={reason}
          maxLength={2000}
          autosize
          minRows={3}
          maxRows={10}
          data-autofocus
          onChange={event => setReason(event.currentTarget.value)}
        />
        <fieldset className={classes.quick}>
          <legend>{t('curation.returnForm.quick')}</legend>
          {quick.map(text => (
            <Button
              key={text}
              size="compact-sm"
              variant="light"
              onClick={() => setReason(old => (old.includes(text) ? old : `${old.trim()} ${text}`.trim()))}
            >
              {text}
            </Button>
          ))}
        </fieldset>
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t('curation.returnForm.keep')}
          </Button>
          <Button type="submit" color="red" disabled={reason.trim() === ''}>
            {t('curation.returnForm.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function useQuickReasons(nomination: Nomination, decision: DecisionState): string[] {
  const { t } = useTranslation()
  const missing = decision
    .clearanceOf(nomination)
    .checks.filter(check => !check.ok)
    .map(check => t(`app.clearanceKey.${check.key}`).toLowerCase())
  return [
    ...(missing.length > 0 ? [t('curation.returnForm.fromChecklist', { missing: missing.join(', ') })] : []),
    t('curation.returnForm.quality'),
    t('curation.returnForm.duplicate'),
    t('curation.returnForm.notFit'),
  ]
}
