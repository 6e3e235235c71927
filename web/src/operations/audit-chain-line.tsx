import { IconLinkOff, IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './audit-tab.module.css'
import { useAuditChain } from './use-audit.ts'

/** Whether the chain of the audit holds, and up to where; nothing while that is not known. */
export function AuditChainLine() {
  const { t } = useTranslation()
  const f = useFormat()
  const { data: chain } = useAuditChain()
  if (!chain) return null
  if (!chain.intact) {
    return (
      <p className={classes.chain} data-tone="error" role="alert">
        <IconLinkOff size={18} stroke={1.6} aria-hidden="true" />
        {t('operations.audit.chain.broken', { seq: f.number(chain.broken?.seq ?? 0) })}
      </p>
    )
  }
  return (
    <p className={classes.chain}>
      <IconShieldCheck size={18} stroke={1.6} aria-hidden="true" />
      {chain.head
        ? t('operations.audit.chain.intact', { at: f.dateTime(chain.head.at), acts: f.number(chain.links) })
        : t('operations.audit.chain.none')}
    </p>
  )
}
