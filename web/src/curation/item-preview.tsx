import { IconPhotoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { Picture } from '../ui/picture.tsx'
import classes from './nomination-stage.module.css'
import { plainParagraphs } from './plain-paragraphs.ts'
import { useNominatedAsset } from './use-nominations.ts'

/** One item to be looked at: film, sound, text, or its picture. */
export function ItemPreview({ item }: { item: Nomination['asset'] }) {
  const { t } = useTranslation()
  const { kind, previewUrl, thumbUrl, thumbhash, title } = item
  const asset = useNominatedAsset(item.id).data
  const rendition = (name: string) => asset?.renditions.find(one => one.name === name)
  const film = rendition('video')
  const sound = kind === 'audio' ? asset?.renditions.find(one => one.contentType.startsWith('audio/')) : undefined
  if (kind === 'article') return <ArticleText html={asset?.html ?? ''} title={title} />
  if (film) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: captions come with their own issue; the hub has none to show yet.
      <video
        key={film.url}
        className={classes.film}
        src={film.url}
        poster={rendition('poster')?.url ?? previewUrl ?? undefined}
        controls
        preload="metadata"
        aria-label={title}
      />
    )
  }
  if (sound) {
    // biome-ignore lint/a11y/useMediaCaption: see above.
    return <audio className={classes.sound} src={sound.url} controls preload="metadata" aria-label={title} />
  }
  const src = rendition('web')?.url ?? previewUrl ?? thumbUrl
  if (src)
    return (
      <Picture
        // The larger picture takes the place of the one that is there at once.
        key={src}
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

function ArticleText({ html, title }: { html: string; title: string }) {
  return (
    // A region that scrolls must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <article className={classes.article} tabIndex={0} aria-label={title}>
      <p data-heading data-title>
        {title}
      </p>
      {plainParagraphs(html).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of one article does not move.
        <p key={index} data-heading={paragraph.heading || undefined}>
          {paragraph.text}
        </p>
      ))}
    </article>
  )
}
