import { type CSSProperties, useState } from 'react'
import classes from './picture.module.css'
import { thumbhashUrl } from './thumbhash-url.ts'

export type PictureProps = {
  src: string | null
  /** Empty where the text beside says the same. */
  alt: string
  thumbhash?: string | null
  srcSet?: string
  sizes?: string
  /** `cover` cuts to fill, `contain` shows all. */
  fit?: 'cover' | 'contain'
  eager?: boolean
  className?: string
  style?: CSSProperties
  onLoad?: () => void
}

/** A picture that fades in over its thumbhash. The box's size is the parent's: nothing moves when it arrives. */
export function Picture({
  src,
  alt,
  thumbhash,
  srcSet,
  sizes,
  fit = 'cover',
  eager,
  className,
  style,
  onLoad,
}: PictureProps) {
  const [state, setState] = useState<'waiting' | 'shown' | 'settled' | 'broken'>('waiting')
  const ground = thumbhashUrl(thumbhash)
  return (
    <span
      className={`${classes.box} ${className ?? ''}`}
      style={{ ...style, ...(ground && state !== 'settled' ? { backgroundImage: `url(${ground})` } : {}) }}
    >
      {src && state !== 'broken' && (
        <img
          className={classes.image}
          data-fit={fit}
          data-shown={state === 'shown' || state === 'settled' || undefined}
          src={src}
          srcSet={srcSet}
          sizes={sizes}
          alt={alt}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          // A picture out of the cache is complete before React listens.
          ref={node => {
            if (node?.complete && node.naturalWidth > 0 && state === 'waiting') setState('shown')
          }}
          onLoad={() => {
            setState('shown')
            onLoad?.()
          }}
          // Until it is wholly there the thumbhash stays behind it.
          onTransitionEnd={() => setState('settled')}
          onError={() => setState('broken')}
        />
      )}
    </span>
  )
}
