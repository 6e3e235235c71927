/**
 * Where live streams stand whose players the hub shows: whose addresses, how a frame is made of one, and the origins that frames may come from. The page's
 * Content Security Policy allows these origins and no other. A provider's oEmbed endpoint is asked by https only.
 */
export type EmbedProvider = {
  name: string
  hosts: readonly string[]
  /** Origins of frames. */
  frames: readonly string[]
  /** The frame's address by the page's alone, where that is enough. */
  derive?: (page: URL) => string | null
  /** An oEmbed endpoint, to which the page's address is added. */
  oEmbed?: string
}

export const embedProviders: readonly EmbedProvider[] = [
  {
    name: 'YouTube',
    hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com', 'youtu.be', 'www.youtube-nocookie.com'],
    frames: ['https://www.youtube-nocookie.com'],
    derive: page => {
      const id = /^\/(?:live|embed|shorts)\/([\w-]{6,20})/.exec(page.pathname)?.[1] ?? page.searchParams.get('v')
      const short = page.hostname === 'youtu.be' ? page.pathname.slice(1) : null
      const video = short || id
      return video && /^[\w-]{6,20}$/.test(video) ? `https://www.youtube-nocookie.com/embed/${video}` : null
    },
  },
  {
    name: 'Facebook',
    hosts: ['facebook.com', 'www.facebook.com', 'm.facebook.com', 'web.facebook.com', 'fb.watch'],
    frames: ['https://www.facebook.com'],
    derive: page =>
      page.pathname.length > 1
        ? `https://www.facebook.com/plugins/video.php?href=${encodeURIComponent(page.href)}&show_text=false`
        : null,
  },
  {
    name: 'Vimeo',
    hosts: ['vimeo.com', 'www.vimeo.com'],
    frames: ['https://player.vimeo.com'],
    oEmbed: 'https://vimeo.com/api/oembed.json?url=',
  },
  {
    name: 'Dailymotion',
    hosts: ['dailymotion.com', 'www.dailymotion.com', 'dai.ly'],
    frames: ['https://www.dailymotion.com', 'https://geo.dailymotion.com'],
    oEmbed: 'https://www.dailymotion.com/services/oembed?format=json&url=',
  },
]

/** Every origin that a frame of the hub's pages may come from: the providers' and those of HUB_EMBED_ORIGINS. */
export function frameOrigins(configured: readonly string[]): string[] {
  return [...new Set([...embedProviders.flatMap(provider => provider.frames), ...configured])]
}
