import { Checkbox, NativeSelect } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelLanguage } from '#contracts/desk'
import type { DeskRequirement } from '#contracts/desk-check'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useDeskSettings } from '../curation/use-desk-acts.ts'
import { useChangeDeskRules } from '../curation/use-desk-rules.ts'
import classes from './channel-page.module.css'

const languages = ['vi', 'en', 'vi+en', 'en+vi'] as const
const requirements: readonly DeskRequirement[] = [
  'englishTitle',
  'englishSummary',
  'caption',
  'personConsent',
  'rightsBeyondDue',
]

/** What the desk asks for before something goes to this channel; each change is kept at once. */
export function DeskRules({ channelId }: { channelId: string }) {
  const { t } = useTranslation()
  const { may } = useMe()
  const problem = useProblem()
  const settings = useDeskSettings()
  const change = useChangeDeskRules(channelId)
  const group = useId()
  if (settings.isError) return <ProblemState small error={settings.error} onRetry={() => void settings.refetch()} />
  const rules = settings.data?.channels.find(one => one.channel.id === channelId)
  if (!settings.data || !rules) return null
  const disabled = !may.administer || change.isPending
  const turn = (key: DeskRequirement) =>
    change.mutate({
      requires: rules.requires.includes(key) ? rules.requires.filter(one => one !== key) : [...rules.requires, key],
    })
  return (
    <section className={classes.part}>
      <h2>{t('channels.admin.desk.title')}</h2>
      <p className="dim small">{t('channels.admin.desk.intro')}</p>
      <div className={classes.rules}>
        <NativeSelect
          label={t('channels.admin.desk.eyes')}
          disabled={disabled}
          value={String(rules.fourEyes)}
          data={[
            { value: 'null', label: t(`channels.admin.desk.hub${settings.data.fourEyes ? 'Two' : 'One'}`) },
            { value: 'true', label: t('channels.admin.desk.two') },
            { value: 'false', label: t('channels.admin.desk.one') },
          ]}
          onChange={({ currentTarget: { value } }) =>
            change.mutate({ fourEyes: value === 'null' ? null : value === 'true' })
          }
        />
        <NativeSelect
          label={t('channels.admin.desk.languages')}
          disabled={disabled}
          value={rules.languages.join('+')}
          data={languages.map(value => ({ value, label: t(`channels.admin.desk.language.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            change.mutate({ languages: value.split('+') as ChannelLanguage[] })
          }
        />
        <fieldset aria-labelledby={group} className={classes.asks}>
          <legend id={group}>{t('channels.admin.desk.requires')}</legend>
          {requirements.map(key => (
            <Checkbox
              key={key}
              label={t(`curation.desk.checkName.${key}`)}
              checked={rules.requires.includes(key)}
              disabled={disabled}
              onChange={() => turn(key)}
            />
          ))}
        </fieldset>
      </div>
      {change.isError && (
        <p role="alert" className={classes.runProblem}>
          {problem(change.error).detail}
        </p>
      )}
    </section>
  )
}

/** Two people for every channel that does not say otherwise; for administrators. */
export function HubFourEyes() {
  const { t } = useTranslation()
  const settings = useDeskSettings()
  const change = useChangeDeskRules()
  if (!settings.data) return null
  return (
    <Checkbox
      label={t('channels.admin.desk.everywhere')}
      description={t('channels.admin.desk.everywhereHint')}
      checked={settings.data.fourEyes}
      disabled={change.isPending}
      onChange={({ currentTarget }) => change.mutate({ fourEyes: currentTarget.checked })}
    />
  )
}
