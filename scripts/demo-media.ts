import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeBrochure } from './demo-media/brochure.ts'
import { type DemoItem, openRights } from './demo-media/demo-item.ts'
import { demoPhotos } from './demo-media/demo-photos.ts'
import { makeFilm } from './demo-media/film.ts'
import { takePhoto } from './demo-media/photo.ts'

/**
 * Makes the demo's media in `directory`: eight photos with EXIF and a place (two of 14 megapixels, one upright), a brochure of four
 * pages and a film of 20 s, each with metadata that clearance accepts. Takes about half a minute on two cores. Needs ffmpeg.
 */
export async function makeDemoMedia(directory: string): Promise<DemoItem[]> {
  await mkdir(directory, { recursive: true })
  const photos = demoPhotos.map((photo, index) => ({ ...photo, file: join(directory, `photo-${index + 1}.jpg`) }))
  await inPairs(photos, photo => takePhoto(photo.file, photo))
  const upright = photos.filter(photo => photo.width > photo.height).map(photo => photo.file)
  const brochure = join(directory, 'brochure.pdf')
  const film = join(directory, 'film.mp4')
  await Promise.all([writeBrochure(brochure, upright), makeFilm(film, upright.slice(0, 5))])
  return [
    ...photos.map(({ file, fileName, unit, metadata }) => ({
      file,
      fileName,
      unit,
      metadata,
      contentType: 'image/jpeg',
    })),
    brochureItem(brochure),
    filmItem(film),
  ]
}

function brochureItem(file: string): DemoItem {
  const holder = 'Sở Văn hóa, Thể thao và Du lịch tỉnh Tây Ninh'
  return {
    file,
    fileName: 'Tây Ninh – Điểm đến đầu tư.pdf',
    unit: 'svhttdl',
    contentType: 'application/pdf',
    metadata: {
      title: 'Tây Ninh – Điểm đến đầu tư',
      description:
        'Tờ giới thiệu môi trường đầu tư, hạ tầng, ưu đãi và tiềm năng du lịch của tỉnh Tây Ninh dành cho doanh nghiệp các nước ASEAN.',
      creator: 'Sở Văn hóa, Thể thao và Du lịch',
      date: '2020-01-06',
      language: 'vi',
      tags: ['brochure', 'đầu tư', 'khu công nghiệp', 'ASEAN 2020'],
      topics: ['dau-tu', 'asean'],
      places: ['703'],
      audiences: ['doanh-nghiep', 'nguoi-nuoc-ngoai'],
      rights: openRights(holder),
      credit: 'Sở VHTTDL Tây Ninh',
      altText: 'Trang bìa tờ giới thiệu: núi Bà Đen lúc bình minh với dòng chữ Tây Ninh – Điểm đến đầu tư.',
      visibility: 'public',
    },
  }
}

function filmItem(file: string): DemoItem {
  const station = 'Đài Phát thanh và Truyền hình Tây Ninh'
  return {
    file,
    fileName: 'Tây Ninh qua ống kính.mp4',
    unit: 'dai',
    contentType: 'video/mp4',
    metadata: {
      title: 'Tây Ninh qua ống kính',
      description:
        'Đoạn phim ngắn giới thiệu cảnh đẹp Tây Ninh: núi Bà Đen, hồ Dầu Tiếng, đồng lúa Châu Thành, Tòa Thánh và lễ hội xuân.',
      creator: station,
      date: '2020-02-10',
      language: 'vi',
      tags: ['phim ngắn', 'quảng bá', 'núi Bà Đen', 'du lịch'],
      topics: ['du-lich', 'van-hoa'],
      places: ['703', '707'],
      audiences: ['nguoi-nuoc-ngoai', 'nguoi-dan'],
      rights: openRights(station),
      credit: 'Đài PT-TH Tây Ninh',
      altText: 'Loạt cảnh chuyển tiếp: núi lúc bình minh, mặt hồ hoàng hôn, đồng lúa, tòa thánh lên đèn và đêm hội.',
      visibility: 'public',
    },
  }
}

/** Two at a time: drawing takes a core and some hundred megabytes each. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
