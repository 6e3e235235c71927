import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type MetadataDraft, missingForPublication } from '../articles/metadata-draft.ts'
import type { Totals } from './queue-totals.ts'
import type { OffReason } from './send-readiness.ts'
import classes from './upload-page.module.css'

type Props = { all: Totals; off: OffReason | null; draft: MetadataDraft; onSend: () => void }

/** Send, and under it why it is off, or what publication will still ask for. */
export function BatchFooter({ all, off, draft, onSend }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Button
        fullWidth
        h={{ base: 44, md: 36 }}
        disabled={off !== null}
        onClick={onSend}
        aria-describedby="gui-vao-kho"
      >
        {all.staged > 0 ? t('uploads.form.send', { count: all.staged }) : t('uploads.form.sendNone')}
      </Button>
      <p id="gui-vao-kho" className="dim small" style={{ marginTop: 8 }}>
        <FooterText all={all} off={off} draft={draft} />{' '}
        <a className={`link ${classes.toForm}`} href="#thong-tin-lo">
          {t('uploads.form.toForm')}
        </a>
      </p>
    </>
  )
}

function FooterText({ all, off, draft }: Omit<Props, 'onSend'>) {
  const { t } = useTranslation()
  if (off?.key === 'files' && all.active)
    return t('uploads.sendingNow', { count: all.files - all.done - all.processing })
  if (off) return off.key === 'title' ? t('uploads.off.title', { count: off.count }) : t(`uploads.off.${off.key}`)
  const missing = missingForPublication(draft)
  if (missing.length === 0) return t('uploads.complete')
  return t('uploads.later', { missing: missing.map(key => t(`app.clearanceKey.${key}`).toLowerCase()).join(', ') })
}
