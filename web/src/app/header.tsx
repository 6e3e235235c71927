import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotificationBell } from '../notifications/notification-bell.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { Mark } from '../ui/mark.tsx'
import { UploadPill } from '../uploads/upload-pill.tsx'
import { AccountButton } from './account-button.tsx'
import classes from './header.module.css'
import { setLanguage } from './i18n.ts'
import { useMe } from './me.ts'

export function Header() {
  const me = useMe()
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.brand} aria-label={me.hub.name}>
        <Mark />
        <span className={`cut ${classes.name}`}>{me.hub.name}</span>
      </Link>
      <div className={classes.search}>
        <SearchBox />
      </div>
      <div className={classes.tools}>
        <UploadPill />
        <LanguageSwitch />
        <SchemeSwitch />
        <NotificationBell />
        <AccountButton />
      </div>
    </header>
  )
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'vi' : 'en'
  return (
    <Button
      className={classes.language}
      variant="subtle"
      color="gray"
      px={8}
      leftSection={<IconLanguage size={18} stroke={1.6} />}
      aria-label={`${i18n.language.toUpperCase()}: ${t('app.language.label')}`}
      onClick={() => void setLanguage(other)}
    >
      {i18n.language.toUpperCase()}
    </Button>
  )
}

function SchemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const dark = scheme === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={t(dark ? 'app.scheme.toLight' : 'app.scheme.toDark')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
    </ActionIcon>
  )
}
