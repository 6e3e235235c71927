import {
  type Icon,
  IconArrowsExchange,
  IconArticle,
  IconBroadcast,
  IconCloudUpload,
  IconDeviceTv,
  IconHome,
  IconLayoutKanban,
  IconLibraryPhoto,
  IconListSearch,
  IconPhoto,
  IconRss,
  IconSend,
  IconSettings,
  IconStar,
} from '@tabler/icons-react'
import type { Me } from '#contracts/unit'

export type Place = {
  to:
    | '/'
    | '/kho'
    | '/bo-suu-tap'
    | '/dang-tai'
    | '/bai-viet/moi'
    | '/tuyen-chon'
    | '/phat-hanh'
    | '/nguon-cap'
    | '/tin-chuyen-tiep'
    | '/nhat-ky-phat-song'
    | '/phat-truc-tiep'
    | '/quan-tri'
    | '/tu-khoa-tim-kiem'
  word:
    | 'intake'
    | 'broadcasts'
    | 'livestreams'
    | 'home'
    | 'library'
    | 'boards'
    | 'upload'
    | 'article'
    | 'desk'
    | 'nominations'
    | 'deliveries'
    | 'feeds'
    | 'admin'
    | 'terms'
  shortWord:
    | 'home'
    | 'libraryShort'
    | 'boards'
    | 'upload'
    | 'article'
    | 'deskShort'
    | 'nominations'
    | 'deliveries'
    | 'feeds'
    | 'admin'
    | 'terms'
    | 'intake'
    | 'broadcasts'
    | 'livestreams'
  icon: Icon
  /** Places of one group stand together, a hairline between groups. */
  group: 1 | 2 | 3
  open: (may: Me['may']) => boolean
}

const places: readonly Place[] = [
  { to: '/', word: 'home', shortWord: 'home', icon: IconHome, group: 1, open: () => true },
  { to: '/kho', word: 'library', shortWord: 'libraryShort', icon: IconPhoto, group: 1, open: () => true },
  { to: '/bo-suu-tap', word: 'boards', shortWord: 'boards', icon: IconLibraryPhoto, group: 1, open: () => true },
  { to: '/dang-tai', word: 'upload', shortWord: 'upload', icon: IconCloudUpload, group: 1, open: may => may.upload },
  { to: '/bai-viet/moi', word: 'article', shortWord: 'article', icon: IconArticle, group: 1, open: may => may.upload },
  {
    to: '/tuyen-chon',
    word: 'desk',
    shortWord: 'deskShort',
    icon: IconLayoutKanban,
    group: 2,
    open: may => may.curate,
  },
  // The same page, for those who nominate: what became of it.
  {
    to: '/tuyen-chon',
    word: 'nominations',
    shortWord: 'nominations',
    icon: IconStar,
    group: 2,
    open: may => may.upload && !may.curate,
  },
  { to: '/phat-hanh', word: 'deliveries', shortWord: 'deliveries', icon: IconSend, group: 2, open: () => true },
  { to: '/nguon-cap', word: 'feeds', shortWord: 'feeds', icon: IconRss, group: 2, open: may => may.curate },
  {
    to: '/tin-chuyen-tiep',
    word: 'intake',
    shortWord: 'intake',
    icon: IconArrowsExchange,
    group: 3,
    open: may => may.upload || may.curate,
  },
  {
    to: '/nhat-ky-phat-song',
    word: 'broadcasts',
    shortWord: 'broadcasts',
    icon: IconDeviceTv,
    group: 3,
    open: may => may.upload || may.curate,
  },
  {
    to: '/phat-truc-tiep',
    word: 'livestreams',
    shortWord: 'livestreams',
    icon: IconBroadcast,
    group: 3,
    open: () => true,
  },
  {
    to: '/tu-khoa-tim-kiem',
    word: 'terms',
    shortWord: 'terms',
    icon: IconListSearch,
    group: 3,
    open: may => may.curate,
  },
  { to: '/quan-tri', word: 'admin', shortWord: 'admin', icon: IconSettings, group: 3, open: may => may.administer },
]

/** Where this person may go, in the order of the navigation. */
export function placesFor(may: Me['may']): Place[] {
  return places.filter(place => place.open(may))
}

/** The phone's bar holds four places at most, and a fifth that opens the rest, the language and the way out. */
export function bottomBar(all: readonly Place[]): { shown: Place[]; rest: Place[] } {
  if (all.length <= 4) return { shown: [...all], rest: [] }
  const wanted = ['/', '/kho', '/dang-tai', '/tuyen-chon']
  const first = all.filter(place => wanted.includes(place.to))
  const shown = [...first, ...all.filter(place => !first.includes(place))].slice(0, 4)
  return { shown, rest: all.filter(place => !shown.includes(place)) }
}

/** An asset belongs to the library; channels, updates, receipts and recalls to the deliveries. */
export function isHere(place: Place, pathname: string): boolean {
  if (place.to === '/') return pathname === '/'
  if (place.to === '/kho' && pathname.startsWith('/tim-kiem-da-luu')) return true
  if (place.to === '/phat-hanh' && /^\/(kenh|cap-nhat|so-bien-nhan|thu-hoi)(\/|$)/.test(pathname)) return true
  return pathname.startsWith(place.to) || (place.to === '/kho' && pathname.startsWith('/tu-lieu'))
}
