import { useTranslation } from 'react-i18next'
import type { AssetVersion } from '#contracts/version'
import { useFormat } from '../ui/format.ts'
import classes from './version-compare.module.css'

/** What is said of both files, line by line; what differs stands out. */
export function VersionFacts({ older, newer }: { older: AssetVersion; newer: AssetVersion }) {
  const { t } = useTranslation()
  const f = useFormat()
  const missing = t('assets.versions.noFile')
  const kindOf = ({ file }: AssetVersion) => file?.contentType.replace(/^[^/]+\//, '').toUpperCase() ?? missing
  const lines = [
    { name: t('assets.versions.facts.file'), of: ({ file }: AssetVersion) => file?.name ?? missing },
    { name: t('assets.versions.facts.type'), of: kindOf },
    { name: t('assets.versions.facts.size'), of: ({ file }: AssetVersion) => (file ? f.bytes(file.size) : missing) },
    { name: t('assets.versions.facts.at'), of: ({ createdAt }: AssetVersion) => f.dateTime(createdAt) },
    {
      name: t('assets.versions.facts.by'),
      of: ({ createdBy }: AssetVersion) => createdBy ?? t('assets.versions.erased'),
    },
  ]
  const same = older.file !== null && older.file.sha256 === newer.file?.sha256
  return (
    <>
      {same && <p>{t('assets.versions.sameBytes')}</p>}
      <table className={classes.facts}>
        <thead>
          <tr>
            <td />
            {[older, newer].map(({ number }) => (
              <th key={number} scope="col">
                {t('assets.versions.number', { number })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, of }) => (
            <tr key={name} data-differs={of(older) !== of(newer) || undefined}>
              <th scope="row">{name}</th>
              <td>{of(older)}</td>
              <td>{of(newer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
