import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useFormat } from '../ui/format.ts'
import classes from './storage-tab.module.css'

/** What each unit takes. The quota stands beside it once units have one. */
export function UnitTable({ units }: Pick<StorageAnswer, 'units'>) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('storage.unit')}</th>
          <th scope="col">{t('storage.used')}</th>
          <th scope="col">{t('storage.quota')}</th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ code, name, files, bytes }) => (
          <tr key={code}>
            <th scope="row">{name}</th>
            <td>
              {f.bytes(bytes)} <span className="dim small">· {t('storage.files', { count: files })}</span>
            </td>
            <td className="dim">{t('storage.noQuota')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
