import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { refusalSentences } from '#contracts/rights-purpose'
import type { ReusePurpose } from '#contracts/rights-values'
import { useProblem } from '../app/use-problem.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { showToast } from '../ui/toast.ts'
import { wholeNumber } from './reuse-draft.ts'
import { SentenceBanner } from './rights-banner.tsx'
import { useReuse } from './use-reuse.ts'

/** Tick the purpose, get the file: no letter, no waiting. What the rights do not cover cannot be ticked and says why. */
export function ReuseModal({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const problem = useProblem()
  const reuse = useReuse(asset.id)
  const [purpose, setPurpose] = useState<ReusePurpose | null>(null)
  const [event, setEvent] = useState('')
  const [note, setNote] = useState('')
  const [run, setRun] = useState('')
  const printRun = wholeNumber(run)
  const reasons = new Set(asset.reuse.flatMap(each => each.refusal ?? []))
  // Told once where it is the same for all that cannot be ticked.
  const [sameReason] = reasons.size === 1 ? reasons : []
  const language = i18n.language === 'en' ? 'en' : 'vi'
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!purpose || (run !== '' && !printRun)) return
    const said = {
      ...(event.trim() ? { event } : {}),
      ...(note.trim() ? { note } : {}),
      ...(purpose === 'print' && printRun ? { printRun } : {}),
    }
    const { download } = await reuse.mutateAsync({ purpose, ...said })
    onClose()
    if (download) window.location.assign(download.url)
    void showToast({ message: t(download ? 'assets.reuse.done' : 'assets.reuse.doneText') })
  }
  const refusal = reuse.error ? problem(reuse.error) : null
  return (
    <Modal opened onClose={onClose} title={t('assets.reuse.title')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <form onSubmit={sent => void submit(sent).catch(() => undefined)}>
        <Stack gap={16}>
          <SentenceBanner sentence={asset.rightsSentence} />
          <Radio.Group
            label={t('assets.reuse.purpose')}
            value={purpose}
            onChange={value => setPurpose(value as ReusePurpose)}
          >
            <Stack gap={8} mt={6}>
              {asset.reuse.map(({ purpose: each, refusal: why }) => {
                return (
                  <Radio
                    key={each}
                    value={each}
                    disabled={why !== null}
                    label={t(`assets.purpose.${each}`)}
                    description={why && !sameReason ? refusalSentences[why][language] : undefined}
                    aria-describedby={why && sameReason ? 'khong-duoc-dung' : undefined}
                  />
                )
              })}
            </Stack>
          </Radio.Group>
          {sameReason && (
            <p id="khong-duoc-dung" className="dim small">
              {refusalSentences[sameReason][language]}
            </p>
          )}
          <TextInput
            label={t('assets.reuse.event')}
            value={event}
            maxLength={300}
            onChange={changed => setEvent(changed.currentTarget.value)}
          />
          {purpose === 'print' && (
            <TextInput
              label={t('assets.reuse.printRun')}
              inputMode="numeric"
              value={run}
              maxLength={12}
              error={run !== '' && !printRun && t('assets.uses.badRun')}
              onChange={changed => setRun(changed.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('assets.reuse.note')}
            value={note}
            maxLength={1000}
            onChange={changed => setNote(changed.currentTarget.value)}
          />
          <p className="dim small">{t('assets.reuse.text')}</p>
          <ModalFoot refusal={refusal} onClose={onClose}>
            <Button type="submit" loading={reuse.isPending} disabled={!purpose}>
              {t('assets.reuse.submit')}
            </Button>
          </ModalFoot>
        </Stack>
      </form>
    </Modal>
  )
}
