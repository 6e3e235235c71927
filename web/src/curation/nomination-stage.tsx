import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconExternalLink, IconPhotoOff, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Nomination } from '#contracts/nomination'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './nomination-stage.module.css'
import { plainParagraphs } from './plain-paragraphs.ts'
import { useNominatedAsset } from './use-nominations.ts'

type Props = { nomination: Nomination; onBack: () => void }

/** The thing itself, as large as the room allows, and what its unit says of it. */
export function NominationStage({ nomination, onBack }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const { asset } = nomination
  const full = useNominatedAsset(asset.id).data
  return (
    <section className={classes.stage} aria-label={t('curation.stage')}>
      <ActionIcon
        className={classes.back}
        variant="default"
        size={44}
        radius="xl"
        aria-label={t('curation.back')}
        onClick={onBack}
      >
        <IconArrowLeft size={20} stroke={1.6} />
      </ActionIcon>
      <div className={classes.mat} data-kind={asset.kind}>
        <Preview nomination={nomination} asset={full} />
      </div>
      <div className={classes.words}>
        <div className={classes.head}>
          <h2>{asset.title}</h2>
          <LinkButton
            size="xs"
            variant="default"
            to="/tu-lieu/$id"
            params={{ id: asset.id }}
            leftSection={<IconExternalLink size={16} stroke={1.6} />}
          >
            {t('curation.openAsset')}
          </LinkButton>
        </div>
        <p className="dim">
          {t(`app.kind.${asset.kind}`)} · {f.date(asset.date)} ·{' '}
          {t('curation.nominatedAt', { unit: nomination.unit.shortName, time: f.dateTime(nomination.createdAt) })}
        </p>
        {full && (
          <p className={classes.description}>
            {full.description || <span className="dim">{t('curation.noDescription')}</span>}
          </p>
        )}
        <p className={classes.note}>
          <IconUsers size={18} stroke={1.6} aria-hidden="true" />
          <span>
            {nomination.note ? (
              <>
                <b>{t('curation.reason')}</b> {nomination.note}{' '}
              </>
            ) : (
              <>{t('curation.noReason')} </>
            )}
            <span className="dim">({t('curation.by', { name: nomination.nominatedBy.name })})</span>
          </span>
        </p>
      </div>
    </section>
  )
}

function Preview({ nomination, asset }: { nomination: Nomination; asset: Asset | undefined }) {
  const { t } = useTranslation()
  const { kind, previewUrl, thumbUrl, thumbhash, title } = nomination.asset
  const film = asset?.renditions.find(rendition => rendition.name === 'video')
  const poster = asset?.renditions.find(rendition => rendition.name === 'poster')
  if (kind === 'article') return <ArticleText html={asset?.html ?? ''} />
  if (film) {
    // Captions come with their own issue; the hub has none to show yet.
    return (
      // biome-ignore lint/a11y/useMediaCaption: see above.
      <video
        key={film.url}
        className={classes.film}
        src={film.url}
        poster={poster?.url ?? previewUrl ?? undefined}
        controls
        preload="metadata"
        aria-label={title}
      />
    )
  }
  const src = previewUrl ?? thumbUrl
  if (src)
    return (
      <Picture
        src={src}
        alt={asset?.altText || title}
        thumbhash={thumbhash}
        fit="contain"
        eager
        className={classes.photo}
      />
    )
  return (
    <p className={classes.none}>
      <IconPhotoOff size={22} stroke={1.6} aria-hidden="true" />
      {t('curation.noPicture')}
    </p>
  )
}

function ArticleText({ html }: { html: string }) {
  return (
    // A region that scrolls must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <article className={classes.article} tabIndex={0}>
      {plainParagraphs(html).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of one article does not move.
        <p key={index} data-heading={paragraph.heading || undefined}>
          {paragraph.text}
        </p>
      ))}
    </article>
  )
}
