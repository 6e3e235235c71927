import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconClock, IconFlag, IconSend, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './batch-bar.module.css'
import type { DeskActing } from './use-desk-acting.ts'

/** What may be done with all that are selected: the same keys as for one. */
export function BatchBar({ acting }: { acting: DeskActing }) {
  const { t } = useTranslation()
  const { desk, act, batching } = acting
  const count = desk.selected.size
  const plan = () => acting.setDialog({ is: 'plan', of: desk.shown.filter(one => desk.selected.has(one.id)) })
  return (
    <section className={classes.bar} aria-label={t('curation.desk.batch.label')}>
      <span className={classes.words} role="status">
        <b>{t('curation.desk.batch.selected', { count })}</b>
      </span>
      <Button
        className={classes.act}
        loading={batching}
        aria-label={t('curation.approve')}
        leftSection={<IconCheck size={17} stroke={1.8} />}
        onClick={() => act('approve')}
      >
        {t('curation.approve')}
      </Button>
      <Button
        className={classes.act}
        variant="outline"
        color="red"
        aria-label={t('curation.returnIt')}
        leftSection={<IconArrowBackUp size={17} stroke={1.6} />}
        onClick={() => act('return')}
      >
        {t('curation.returnIt')}
      </Button>
      <Button
        className={classes.act}
        variant="default"
        aria-label={t('curation.channel')}
        leftSection={<IconSend size={17} stroke={1.6} />}
        onClick={() => act('channels')}
      >
        {t('curation.channel')}
      </Button>
      <Button
        className={classes.act}
        variant="default"
        aria-label={t('curation.desk.batch.schedule')}
        leftSection={<IconClock size={17} stroke={1.6} />}
        onClick={() => act('schedule')}
      >
        {t('curation.desk.batch.schedule')}
      </Button>
      <Button
        className={classes.act}
        variant="default"
        aria-label={t('curation.desk.batch.plan')}
        leftSection={<IconFlag size={17} stroke={1.6} />}
        onClick={plan}
      >
        {t('curation.desk.batch.plan')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('curation.desk.batch.unselect')}
        onClick={() => {
          desk.unselect()
          desk.focusRow()
        }}
      >
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
    </section>
  )
}
