import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../app/language.ts'
import { useMe } from '../app/me.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'
import { AccountSection } from './account-section.tsx'
import { Refusal } from './refusal.tsx'
import { useEditMe } from './use-account.ts'

/** What the hub calls a person, in which language it speaks to them, and which roles they have. */
export function ProfileSection() {
  const { t } = useTranslation()
  const me = useMe()
  const edit = useEditMe()
  const [name, setName] = useState(me.name)
  const changed = name.trim() !== '' && name.trim() !== me.name
  const saved = () => void showToast({ message: t('account.profile.saved') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed) edit.mutate({ name: name.trim() }, { onSuccess: saved })
  }
  return (
    <AccountSection id="ho-so" title={t('account.profile.title')} text={t('account.profile.text')}>
      <Roles />
      <form className={classes.form} onSubmit={submit} noValidate>
        <Refusal error={edit.error} />
        <TextInput
          label={t('account.profile.name')}
          description={t('account.profile.nameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="name"
          maxLength={120}
          error={name.trim() === '' && t('account.invitation.emptyName')}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('identity.email')}
          description={t('account.profile.emailHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={me.email}
          readOnly
          variant="filled"
        />
        <div>
          <p className={classes.label}>{t('account.profile.language')}</p>
          <SegmentedControl
            aria-label={t('account.profile.language')}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
            value={me.language}
            onChange={language => edit.mutate({ language: language as Language }, { onSuccess: saved })}
          />
          <p className="dim small">{t('account.profile.languageHint')}</p>
        </div>
        <Button type="submit" disabled={!changed} loading={edit.isPending}>
          {t('account.profile.save')}
        </Button>
      </form>
    </AccountSection>
  )
}

function Roles() {
  const { t } = useTranslation()
  const me = useMe()
  if (me.hubRoles.length + me.memberships.length === 0) return <p className="dim">{t('account.profile.noRole')}</p>
  return (
    <ul className={classes.roles} aria-label={t('account.profile.roles')}>
      {me.hubRoles.map(role => (
        <li key={role}>
          <StateBadge tone="accent">{t(`app.account.${role}`)}</StateBadge>
        </li>
      ))}
      {me.memberships.map(({ unit, role }) => (
        <li key={unit.id}>
          <Link className="link" to="/don-vi/$code" params={{ code: unit.code }}>
            {unit.name}
          </Link>{' '}
          <span className="dim">· {t(`app.role.${role}`)}</span>
        </li>
      ))}
    </ul>
  )
}
