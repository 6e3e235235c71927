import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { soundLine } from '../timed/sound-line.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { typeName } from './downloads.ts'
import classes from './info-list.module.css'
import { type NamedScheme, useTermNames } from './use-term-names.ts'

/** The particulars, those that say something. */
export function InfoList({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const nameOf = useTermNames()
  const { original } = asset
  const names = (scheme: NamedScheme, codes: readonly string[]) => codes.map(code => nameOf(scheme, code)).join(', ')
  const rows: [string, string | null | undefined][] = [
    [t('assets.info.unit'), asset.unit.name],
    [t('assets.info.creator'), asset.creator],
    [t('assets.info.date'), f.date(asset.date)],
    [t('assets.info.places'), names('place', asset.places)],
    [t('assets.info.topics'), names('topic', asset.topics)],
    [t('assets.info.audiences'), names('audience', asset.audiences)],
    [t('assets.info.pillars'), names('pillar', asset.pillars)],
    [t('assets.info.themes'), names('theme', asset.themes)],
    [t('assets.info.tags'), asset.tags.join(', ')],
    [t('assets.info.language'), t(`app.languageName.${asset.language}`)],
    [t('assets.info.altText'), asset.altText],
    [
      t('assets.info.file'),
      original && `${original.name} · ${typeName(original.contentType)} · ${f.bytes(original.size)}`,
    ],
    [
      t('assets.info.pixels'),
      original?.width && original.height ? `${f.pixels(original.width, original.height)} px` : null,
    ],
    [t('assets.info.duration'), original?.durationMs != null ? f.duration(original.durationMs) : null],
    [t('timed.sound.title'), original?.sound ? soundLine(t, f, original.sound) : null],
    [t('assets.info.pages'), original?.pageCount != null ? f.number(original.pageCount) : null],
    [t('assets.info.machineText'), original?.machineText ? t('assets.info.machineTextHint') : null],
    [
      t('assets.info.visibility'),
      `${t(`app.visibility.${asset.visibility}`)}. ${t(`app.visibilityHint.${asset.visibility}`)}`,
    ],
    [
      t('assets.info.uploaded'),
      t('assets.info.uploadedBy', { name: asset.uploadedBy.name, date: f.dateTime(asset.createdAt) }),
    ],
    [t('assets.info.version'), f.number(asset.version)],
  ]
  return (
    <section>
      <h2 className={classes.title}>{t('assets.info.title')}</h2>
      <dl className={classes.list}>
        {rows.map(([label, value]) =>
          value ? (
            <div key={label} className={classes.row}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {original && (
          <div className={classes.row}>
            <dt>{t('assets.info.checksum')}</dt>
            <dd>
              <Checksum sha256={original.sha256} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Checksum({ sha256 }: { sha256: string }) {
  const { t } = useTranslation()
  const copy = async () => {
    await navigator.clipboard.writeText(sha256)
    void showToast({ message: t('assets.info.copiedChecksum') })
  }
  return (
    <button
      type="button"
      className={classes.copy}
      aria-label={t('assets.info.copyChecksum')}
      onClick={() => void copy()}
    >
      {sha256.slice(0, 8)}…{sha256.slice(-4)}
    </button>
  )
}
