import 'media-chrome/dist/media-captions-button.js'
import 'media-chrome/dist/media-control-bar.js'
import 'media-chrome/dist/media-controller.js'
import 'media-chrome/dist/media-fullscreen-button.js'
import 'media-chrome/dist/media-loading-indicator.js'
import 'media-chrome/dist/media-mute-button.js'
import 'media-chrome/dist/media-play-button.js'
import 'media-chrome/dist/media-playback-rate-button.js'
import 'media-chrome/dist/media-time-display.js'
import 'media-chrome/dist/media-time-range.js'
import 'media-chrome/dist/media-volume-range.js'
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import { controlWords } from './control-words.ts'

addTranslation('vi', controlWords as Parameters<typeof addTranslation>[1])

/** The controls read their words when they are made: call before, and make them anew (a `key`) where the language changes. */
export const speak = (language: string): void => setLanguage(language)

type Hosted = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'media-controller': Hosted & { audio?: boolean; hotkeys?: string; defaultsubtitles?: string }
      'media-control-bar': Hosted
      'media-play-button': Hosted
      'media-mute-button': Hosted
      'media-volume-range': Hosted
      'media-time-range': Hosted
      'media-time-display': Hosted & { showduration?: string; notoggle?: string }
      'media-playback-rate-button': Hosted & { rates?: string }
      'media-captions-button': Hosted
      'media-fullscreen-button': Hosted
      'media-loading-indicator': Hosted & { slot?: string; noautohide?: string }
    }
  }
}
