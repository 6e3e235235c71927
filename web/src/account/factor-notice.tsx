import { IconShieldLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './factor-notice.module.css'

/** Says on every page why somebody with a hub role can do nothing yet. */
export function FactorNotice() {
  const { t } = useTranslation()
  if (!useMe().secondFactor.required) return null
  return (
    <div className={classes.notice} role="status">
      <IconShieldLock size={20} stroke={1.6} aria-hidden="true" />
      <span className={classes.text}>
        <b>{t('identity.factor.required')}.</b> {t('identity.factor.text')}
      </span>
      <LinkButton to="/tai-khoan">{t('identity.factor.act')}</LinkButton>
    </div>
  )
}
