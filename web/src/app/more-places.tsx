import '@mantine/core/styles/Drawer.layer.css'
import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { IconTrash, IconUserCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { setLanguage } from './i18n.ts'
import type { Language } from './language.ts'
import { useMe } from './me.ts'
import classes from './more-places.module.css'
import type { Place } from './places.ts'
import { useSignOut } from './use-sign-out.ts'

/** What the phone's bar has no room for: the other places, the language, signing out. */
export function MorePlaces({ places, onClose }: { places: readonly Place[]; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={me.name}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <ul className={classes.list}>
        {places.map(place => (
          <li key={place.to}>
            <Link to={place.to} className={classes.place} onClick={onClose}>
              <place.icon size={22} stroke={1.6} aria-hidden="true" />
              {t(`app.nav.${place.word}`)}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/tai-khoan" className={classes.place} onClick={onClose}>
            <IconUserCog size={22} stroke={1.6} aria-hidden="true" />
            {t('app.account.mine')}
          </Link>
        </li>
        {(me.may.upload || me.may.curate) && (
          <li>
            <Link to="/thung-rac" className={classes.place} onClick={onClose}>
              <IconTrash size={22} stroke={1.6} aria-hidden="true" />
              {t('app.account.trash')}
            </Link>
          </li>
        )}
      </ul>
      <div className={classes.foot}>
        <SegmentedControl
          aria-label={t('app.language.choose')}
          value={i18n.language}
          onChange={value => void setLanguage(value as Language)}
          data={[
            { value: 'vi', label: t('app.language.vi') },
            { value: 'en', label: t('app.language.en') },
          ]}
        />
        <Button variant="default" onClick={() => void signOut()}>
          {t('app.account.signOut')}
        </Button>
      </div>
    </Drawer>
  )
}
