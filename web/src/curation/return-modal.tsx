import { Button, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import { lowerFirst } from './lower-first.ts'
import classes from './return-modal.module.css'
import type { DeskActing } from './use-desk-acting.ts'

type Props = { of: Nomination[]; acting: DeskActing }

/** A nomination goes back only with a reason that its unit can act on. Digits take the usual reasons, Ctrl + Enter sends. */
export function ReturnModal({ of, acting }: Props) {
  const { t } = useTranslation()
  const { decision, closeDialog } = acting
  const [first] = of
  const [reason, setReason] = useState(of.length === 1 ? decision.note : '')
  const quick = useQuickReasons(of)
  const add = (text: string) => setReason(old => (old.includes(text) ? old : `${old.trim()} ${text}`.trim()))
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    const said = reason.trim()
    if (said === '' || !first) return
    acting.setDialog(null)
    if (of.length === 1) decision.returnIt(first, said)
    else acting.batch({ act: 'return', ids: of.map(one => one.id), note: said }, of)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return send()
    const text = event.altKey ? quick[Number(event.code.replace('Digit', '')) - 1] : undefined
    if (!text) return
    event.preventDefault()
    add(text)
  }
  return (
    <Dialog
      onClose={closeDialog}
      size={540}
      title={
        of.length > 1 ? t('curation.desk.batch.returnTitle', { count: of.length }) : t('curation.returnForm.title')
      }
      returnFocus={false}
    >
      <form className={form.form} onSubmit={send} onKeyDown={press}>
        {of.length === 1 && first ? (
          <p className="dim">
            <b className={classes.title}>{first.asset.title}</b>
            {t('curation.returnForm.text', { unit: first.unit.name })}
          </p>
        ) : (
          <p className="dim">{t('curation.desk.batch.returnText')}</p>
        )}
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
          {quick.map((text, index) => (
            <Button
              key={text}
              size="compact-sm"
              variant="light"
              leftSection={<kbd className={classes.digit}>Alt {index + 1}</kbd>}
              onClick={() => add(text)}
            >
              {text}
            </Button>
          ))}
        </fieldset>
        <div className={classes.acts}>
          <span className={`${classes.hint} dim small`}>{t('curation.desk.ctrlEnter')}</span>
          <Button variant="default" onClick={closeDialog}>
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

function useQuickReasons(of: Nomination[]): string[] {
  const { t } = useTranslation()
  const keys = new Set(of.flatMap(one => one.checks.filter(check => !check.ok).map(check => check.key)))
  const missing = [...keys].map(key => lowerFirst(t(`curation.desk.checkName.${key}`)))
  return [
    ...(missing.length > 0 ? [t('curation.returnForm.fromChecklist', { missing: missing.join(', ') })] : []),
    t('curation.returnForm.quality'),
    t('curation.returnForm.duplicate'),
    t('curation.returnForm.notFit'),
  ]
}
