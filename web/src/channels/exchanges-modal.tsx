import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import type { ExchangeView } from '#contracts/ledger'
import { ProblemState } from '../app/problem-state.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import classes from './exchanges-modal.module.css'
import { piecesOf, prettyBody, splitAddress } from './pretty-body.ts'
import { useExchanges } from './use-deliveries.ts'

const tones: Record<string, Tone> = { ok: 'ok', retry: 'warning', ask: 'warning', dead: 'error', paused: 'error' }
const steps = ['capabilities', 'probe', 'media', 'item', 'ask', 'withdrawal', 'list'] as const

/** What went over the wire for a delivery, the newest first; secrets are black. */
export function ExchangesModal({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const { t } = useTranslation()
  const query = useExchanges(delivery.id)
  return (
    <Dialog onClose={onClose} size={760} title={t('channels.wire.title')}>
      <p className="dim">
        {delivery.asset.title} · {delivery.channel.name}, {t('channels.version', { version: delivery.version })}
      </p>
      {query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />
      ) : !query.data ? (
        <p className="dim">{t('ui.loading')}</p>
      ) : query.data.length === 0 ? (
        <p className="dim">{t('channels.wire.none')}</p>
      ) : (
        <ol className={classes.list} aria-label={t('channels.wire.title')}>
          {query.data.map((exchange, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have come in the same millisecond; the list only grows at its head.
            <Exchange key={query.data.length - index} exchange={exchange} open={index === 0} />
          ))}
        </ol>
      )}
    </Dialog>
  )
}

function Exchange({ exchange, open }: { exchange: ExchangeView; open: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { host, path } = splitAddress(exchange.target)
  const step = steps.find(each => each === exchange.step)
  return (
    <li>
      <details className={classes.exchange} open={open}>
        <summary>
          <span className={classes.line}>
            <StateBadge tone={tones[exchange.outcome] ?? 'neutral'}>
              {exchange.status ?? t('channels.wire.noAnswer')}
            </StateBadge>
            <b>{step ? t(`channels.wire.step.${step}`) : exchange.step}</b>
            <span className="dim small">
              {t('channels.wire.when', {
                number: exchange.number,
                time: f.dateTime(exchange.at),
                ms: f.number(exchange.ms),
              })}
            </span>
          </span>
          <span className={classes.address}>
            <b>{exchange.method}</b> <span className="dim">{host}</span>
            {path}
          </span>
        </summary>
        <Side title={t('channels.wire.request')} headers={exchange.requestHeaders} body={exchange.requestBody} />
        <Side title={t('channels.wire.answer')} headers={exchange.responseHeaders} body={exchange.response} />
      </details>
    </li>
  )
}

type SideProps = { title: string; headers: Record<string, string> | null; body: string | null }

function Side({ title, headers, body }: SideProps) {
  const { t } = useTranslation()
  const names = Object.entries(headers ?? {})
  return (
    <section className={classes.side}>
      <h3>{title}</h3>
      {names.length > 0 && (
        <details>
          <summary className="small">{t('channels.wire.headers', { count: names.length })}</summary>
          <dl className={classes.headers}>
            {names.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Blacked text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {body ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className={classes.body} tabIndex={0}>
          <Blacked text={prettyBody(body)} />
        </pre>
      ) : (
        <p className="dim small">{t('channels.wire.noBody')}</p>
      )}
    </section>
  )
}

/** A text whose secrets are bars. */
function Blacked({ text }: { text: string }) {
  const { t } = useTranslation()
  return piecesOf(text).map(({ secret, text: piece }, index) =>
    secret ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move.
      <span key={index} className={classes.secret}>
        <span className="visually-hidden">{t('channels.wire.secret')}</span>
      </span>
    ) : (
      piece
    ),
  )
}
