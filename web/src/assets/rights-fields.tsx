import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { rightsSentence } from '#contracts/rights-sentence'
import {
  plainRights,
  type RightsTerritory,
  reusePurposes,
  rightsMedia,
  rightsTerritories,
} from '#contracts/rights-values'
import { DateField } from '../ui/date-field.tsx'
import { TimeField } from '../ui/time-field.tsx'
import { type EditDraft, type EditField, instantOf, rightsOf } from './edit-draft.ts'
import classes from './edit-form.module.css'
import { SentenceBanner } from './rights-banner.tsx'
import { useTermChoices } from './use-term-names.ts'

type Words = 'holder' | 'grant' | 'usageTerms'
type Props = {
  draft: EditDraft
  set: <K extends EditField>(name: K, value: EditDraft[K]) => void
  words: (name: Words) => object
}

/** Whose it is, what for, until when; what that means stands above in one sentence, while it is written. */
export function RightsFields(props: Props) {
  const { t } = useTranslation()
  const { draft, set, words } = props
  const statements = useTermChoices('rights', 'uri')
  const known = statements.some(choice => choice.value === draft.statement)
  const own = draft.statement && !known ? [{ value: draft.statement, label: draft.statement }] : []
  return (
    <fieldset className={classes.rights}>
      <legend className="visually-hidden">{t('assets.rightsTitle')}</legend>
      <div className={classes.sentence}>
        <SentenceBanner sentence={sentenceOf(draft)} bilingual />
      </div>
      <NativeSelect
        name="statement"
        label={t('assets.field.statement')}
        value={draft.statement}
        onChange={event => set('statement', event.currentTarget.value)}
        data={[{ value: '', label: t('assets.field.noStatement') }, ...own, ...statements]}
      />
      {draft.statement && (
        <>
          <TextInput {...words('holder')} maxLength={200} />
          <TextInput {...words('grant')} description={t('assets.field.grantHint')} maxLength={500} />
          <Textarea {...words('usageTerms')} autosize minRows={2} maxRows={6} maxLength={1000} />
          <UseFields {...props} />
          <ConsentFields {...props} />
        </>
      )}
      <EmbargoFields {...props} />
    </fieldset>
  )
}

function sentenceOf(draft: EditDraft) {
  const said = rightsOf(draft)
  const none = { note: null, file: null, scope: null, withdrawnAt: null }
  const consent = said?.consent ? { ...none, ...said.consent } : null
  const rights = said && { ...plainRights(said.statement), ...said, consent }
  return rightsSentence({ rights, credit: draft.credit, embargoUntil: instantOf(draft.embargoUntil) }, new Date())
}

function UseFields({ draft, set }: Props) {
  const { t } = useTranslation()
  const territories = rightsTerritories.map(value => ({ value, label: t(`assets.territory.${value}`) }))
  const day = (name: 'validFrom' | 'validUntil') => ({
    ...{ name, value: draft[name], label: t(`assets.rightsForm.${name}`) },
    onChange: (value: string) => set(name, value),
  })
  return (
    <>
      <Checkbox.Group
        label={t('assets.rightsForm.purposes')}
        description={t('assets.rightsForm.purposesHint')}
        value={draft.purposes}
        onChange={value => set('purposes', value as EditDraft['purposes'])}
      >
        <Stack gap={8} mt={6}>
          {reusePurposes.map(each => (
            <Checkbox key={each} value={each} label={t(`assets.purpose.${each}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group
        label={t('assets.rightsForm.media')}
        value={draft.media}
        onChange={value => set('media', value as EditDraft['media'])}
      >
        <Group gap={12} mt={6}>
          {rightsMedia.map(each => (
            <Checkbox key={each} value={each} label={t(`assets.medium.${each}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <NativeSelect
        name="territory"
        label={t('assets.rightsForm.territory')}
        value={draft.territory}
        onChange={event => set('territory', event.currentTarget.value as RightsTerritory | '')}
        data={[{ value: '', label: t('assets.territory.any') }, ...territories]}
      />
      <Group grow gap={12} align="flex-start">
        <DateField {...day('validFrom')} />
        <DateField {...day('validUntil')} />
      </Group>
    </>
  )
}

function ConsentFields({ draft, set }: Props) {
  const { t } = useTranslation()
  const words = (name: 'consentFile' | 'consentNote' | 'consentScope') => ({
    ...{ name, label: t(`assets.rightsForm.${name}`), value: draft[name] },
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  })
  const flag = (name: 'personalData' | 'machineMade') => ({
    ...{ label: t(`assets.rightsForm.${name}`), checked: draft[name] },
    onChange: (event: { currentTarget: { checked: boolean } }) => set(name, event.currentTarget.checked),
  })
  return (
    <>
      <TextInput {...words('consentFile')} description={t('assets.rightsForm.consentFileHint')} maxLength={500} />
      <TextInput {...words('consentScope')} maxLength={500} />
      <Textarea {...words('consentNote')} autosize minRows={1} maxRows={4} maxLength={1000} />
      <DateField
        name="consentWithdrawn"
        label={t('assets.rightsForm.consentWithdrawn')}
        value={draft.consentWithdrawn}
        onChange={value => set('consentWithdrawn', value)}
      />
      <Checkbox {...flag('personalData')} />
      <Checkbox {...flag('machineMade')} />
    </>
  )
}

function EmbargoFields({ draft, set }: Props) {
  const { t } = useTranslation()
  const [day = '', time = ''] = draft.embargoUntil.split('T')
  return (
    <Group grow gap={12} align="flex-start">
      <DateField
        name="embargoUntil"
        label={t('assets.rightsForm.embargoDay')}
        description={t('assets.rightsForm.embargoHint')}
        value={day}
        onChange={value => set('embargoUntil', value ? `${value}T${time || '00:00'}` : '')}
      />
      {day && (
        <TimeField
          label={t('assets.rightsForm.embargoTime')}
          value={time}
          onChange={next => set('embargoUntil', `${day}T${next || '00:00'}`)}
        />
      )}
    </Group>
  )
}
