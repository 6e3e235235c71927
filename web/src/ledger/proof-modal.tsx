import { useTranslation } from 'react-i18next'
import type { ReceiptProof } from '#contracts/ledger'
import { ProblemState } from '../app/problem-state.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { PublicPage } from './asset-liveness.tsx'
import classes from './ledger.module.css'
import { useLiveness, useProof } from './use-ledger.ts'

/** One receipt as it came, with the hash that proves it. */
export function ProofModal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const proof = useProof(id)
  return (
    <Dialog onClose={onClose} size={640} title={t('ledger.proofTitle')}>
      {proof.isError ? (
        <ProblemState error={proof.error} onRetry={() => void proof.refetch()} small />
      ) : proof.data ? (
        <Proof proof={proof.data} />
      ) : (
        <p className="dim">{t('ui.loading')}</p>
      )}
    </Dialog>
  )
}

function Proof({ proof }: { proof: ReceiptProof }) {
  const { t } = useTranslation()
  const headers = Object.entries(proof.headers)
  return (
    <>
      <StateBadge tone={proof.intact ? 'ok' : 'error'}>
        {t(proof.intact ? 'ledger.intact' : 'ledger.broken')}
      </StateBadge>
      <h3>{t('ledger.hash')}</h3>
      <pre className={classes.pre}>{proof.receipt.sha256}</pre>
      <h3>{t('ledger.body')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.pre} tabIndex={0}>
        {readable(proof.raw)}
      </pre>
      <h3>{t('ledger.headers')}</h3>
      {headers.length === 0 ? (
        <p className="dim">{t('ledger.noHeaders')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className={classes.pre} tabIndex={0}>
          {headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
        </pre>
      )}
      <PageNow receipt={proof.receipt} />
      {proof.receipt.publicUrl && (
        <a href={proof.receipt.publicUrl} target="_blank" rel="noreferrer noopener">
          {t('ledger.open')}
        </a>
      )}
    </>
  )
}

/** How the public page is today, for the version that this receipt is of. */
function PageNow({ receipt }: { receipt: ReceiptProof['receipt'] }) {
  const { t } = useTranslation()
  const live = useLiveness(receipt.asset.id)
  const page = live.data?.find(each => each.deliveryId === receipt.deliveryId)
  if (!page) return null
  return (
    <>
      <h3>{t('ledger.live.now')}</h3>
      <PublicPage page={page} assetId={receipt.asset.id} />
    </>
  )
}

function readable(raw: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(raw), char => char.charCodeAt(0)))
}
