import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset, AssetEdit } from '#contracts/asset'
import type { DeskCheckKey } from '#contracts/desk-check'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { emptyDraft, type MetadataDraft, toMetadata } from '../articles/metadata-draft.ts'
import form from '../articles/metadata-form.module.css'
import { RightsFields } from '../articles/rights-fields.tsx'
import { useTerms } from '../articles/use-terms.ts'
import { rightsInputOf } from '../assets/rights-input.ts'
import { DateField } from '../ui/date-field.tsx'
import { showToast } from '../ui/toast.ts'
import { type FormKey, isFormKey } from './check-lines.ts'
import { lowerFirst } from './lower-first.ts'
import { useMend, useNominatedAsset } from './use-nominations.ts'

type Props = { assetId: string; what: DeskCheckKey; onClose: () => void }

/** The one missing thing, added without leaving the desk. */
export function MendModal({ assetId, what, onClose }: Props) {
  const { t } = useTranslation()
  const asset = useNominatedAsset(assetId).data
  return (
    <Dialog
      onClose={onClose}
      size={480}
      title={t('curation.mendNamed', { what: lowerFirst(t(`curation.desk.checkName.${what}`)) })}
      returnFocus={false}
    >
      {asset && isFormKey(what) && <MendForm asset={asset} what={what} onClose={onClose} />}
    </Dialog>
  )
}

function MendForm({ asset, what, onClose }: { asset: Asset; what: FormKey; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const mend = useMend(asset)
  const [draft, setDraft] = useState<MetadataDraft & { title: string }>(() => draftOf(asset))
  const send = (event: FormEvent) => {
    event.preventDefault()
    mend.mutate(editOf(asset, draft, what), {
      onSuccess: () => {
        void showToast({ message: t('curation.mended') })
        onClose()
      },
    })
  }
  return (
    <form className={form.form} onSubmit={send}>
      <MendField draft={draft} what={what} onChange={patch => setDraft(old => ({ ...old, ...patch }))} />
      {mend.isError && (
        <p role="alert" style={{ color: 'var(--hub-error)' }}>
          <b>{problem(mend.error).title}.</b> {problem(mend.error).detail}
        </p>
      )}
      <Button type="submit" loading={mend.isPending}>
        {t('curation.mendSave')}
      </Button>
    </form>
  )
}

type FieldProps = {
  draft: MetadataDraft & { title: string }
  what: FormKey
  onChange: (patch: Partial<MetadataDraft & { title: string }>) => void
}

function MendField({ draft, what, onChange }: FieldProps) {
  const { t } = useTranslation()
  const { choices } = useTerms()
  if (what === 'rights') return <RightsFields draft={draft} onChange={onChange} options={choices.rights} />
  if (what === 'date')
    return <DateField label={t('app.clearanceKey.date')} value={draft.date} onChange={date => onChange({ date })} />
  if (!isWord(what)) return null
  const props = { label: t(`app.clearanceKey.${what}`), value: draft[what], 'data-autofocus': true }
  if (what === 'description' || what === 'altText') {
    const hint = t(what === 'description' ? 'articles.form.descriptionHint' : 'articles.form.altTextHint')
    return (
      <Textarea
        {...props}
        placeholder={hint}
        autosize
        minRows={3}
        maxRows={10}
        onChange={event => onChange({ [what]: event.currentTarget.value })}
      />
    )
  }
  return (
    <TextInput
      {...props}
      maxLength={what === 'creator' ? 200 : 300}
      onChange={event => onChange({ [what]: event.currentTarget.value })}
    />
  )
}

const words = ['title', 'creator', 'description', 'credit', 'altText'] as const
const isWord = (what: FormKey): what is (typeof words)[number] => (words as readonly string[]).includes(what)

function draftOf(asset: Asset): MetadataDraft & { title: string } {
  const { title, creator, date, description, credit, altText, rights } = asset
  return {
    ...emptyDraft(date, ''),
    ...{ title, creator, description, credit, altText },
    rights: rights?.statement ?? '',
    grant: rights?.grant ?? '',
    holder: rights?.holder ?? '',
  }
}

/** Only what was mended: an edit touches nothing else. */
function editOf(asset: Asset, draft: MetadataDraft & { title: string }, what: FormKey): AssetEdit {
  const said = toMetadata(draft, { title: draft.title })
  // Rights are sent whole: what this form does not ask stays as it is.
  if (what === 'rights')
    return said.rights ? { rights: { ...rightsInputOf(asset.rights), ...said.rights } } : { rights: null }
  return what === 'date' || isWord(what) ? { [what]: said[what] } : {}
}
