import { Button, TextInput } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import form from '../articles/metadata-form.module.css'
import { showToast } from '../ui/toast.ts'
import { useHandReceipt } from './use-deliveries.ts'

const most = 600_000
const openFor = { publish: ['received', 'published'], withdraw: ['queued', 'retrying', 'withdrawing'] }

/** For a channel that a person serves: the package to download, and the form that becomes its receipt. */
export function HandReceipt({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const me = useMe()
  const withdrawal = delivery.op === 'withdraw'
  const states = withdrawal ? openFor.withdraw : openFor.publish
  if (!me.may.curate || delivery.channel.kind !== 'manual-package' || !states.includes(delivery.state)) return null
  return (
    <section>
      {!withdrawal && (
        <Button
          component="a"
          size="xs"
          href={`/api/v1/deliveries/${delivery.id}/package`}
          leftSection={<IconPackage size={16} stroke={1.6} />}
          mb={16}
        >
          {t('channels.byHand.download')}
        </Button>
      )}
      <HandForm delivery={delivery} withdrawal={withdrawal} />
    </section>
  )
}

function HandForm({ delivery, withdrawal }: { delivery: Delivery; withdrawal: boolean }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const save = useHandReceipt()
  const [url, setUrl] = useState('')
  const [note, setNote] = useState('')
  const [shot, setShot] = useState<File | null>(null)
  const [asked, setAsked] = useState(false)
  const badUrl = !withdrawal && !/^https?:\/\/\S+$/.test(url.trim())
  const tooLarge = shot !== null && shot.size > most
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (badUrl || tooLarge) return
    const screenshot = shot ? await base64Of(shot) : undefined
    save.mutate(
      {
        ...{ id: delivery.id, note: note.trim() },
        ...(withdrawal ? {} : { publicUrl: url.trim() }),
        ...(screenshot ? { screenshot } : {}),
      },
      {
        onSuccess: () => void showToast({ message: t('channels.byHand.saved') }),
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  }
  return (
    <form className={form.form} onSubmit={event => void send(event)} noValidate>
      <b>{t(withdrawal ? 'channels.byHand.titleGone' : 'channels.byHand.title')}</b>
      {!withdrawal && (
        <TextInput
          type="url"
          label={t('channels.byHand.url')}
          value={url}
          maxLength={2000}
          error={asked && badUrl && t('channels.byHand.urlBad')}
          onChange={event => setUrl(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('channels.byHand.note')}
        value={note}
        maxLength={500}
        onChange={event => setNote(event.currentTarget.value)}
      />
      <label>
        <span className="small">{t('channels.byHand.screenshot')}</span>
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          onChange={event => setShot(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      {tooLarge && <p role="alert">{t('channels.byHand.screenshotBad')}</p>}
      <Button type="submit" size="xs" loading={save.isPending}>
        {t('channels.byHand.save')}
      </Button>
    </form>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
