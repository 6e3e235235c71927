import { useTranslation } from 'react-i18next'
import type { DeskCheck } from '#contracts/desk-check'
import { useFormat } from '../ui/format.ts'
import { menderOf } from './check-lines.ts'

/** Who can mend what is missing, in one sentence. */
export function useMenderSentence(): (check: DeskCheck) => string {
  const { t } = useTranslation()
  const f = useFormat()
  return check => {
    const by = check.mendableBy
    const unit = by?.unit?.shortName ?? ''
    switch (menderOf(check)) {
      case 'you':
        return t(by?.where === 'edits' ? 'curation.desk.mender.youInEdits' : 'curation.mender.you')
      case 'time':
        return by?.at ? t('curation.desk.mender.time', { time: f.dateTime(by.at) }) : t('curation.desk.mender.waits')
      case 'hub':
        return t('curation.mender.wait')
      case 'unit':
        return by?.person
          ? t('curation.desk.mender.unitAndPerson', { unit, name: by.person.name })
          : t('curation.mender.unit', { unit })
      case 'curators':
        return t('curation.desk.mender.curators')
      case null:
        return ''
    }
  }
}
