/** Why captions are refused. */
export type CaptionFault =
  | 'unknown-encoding'
  | 'no-cues'
  | 'not-captions'
  | 'bad-time'
  | 'negative-time'
  | 'ends-before-start'
  | 'past-end'
  | 'too-many-cues'
  | 'text-too-long'
/** What is mended without asking. */
export type CaptionMend =
  | 'overlap'
  | 'merged'
  | 'reordered'
  | 'cut-at-end'
  | 'tags-removed'
  | 'empty-cue'
  | 'block-removed'

type Sentence = Record<'vi' | 'en', (line: number, count: number) => string>

const at = { vi: (line: number) => `Dòng ${line}`, en: (line: number) => `Line ${line}` }
const often = {
  vi: (line: number, count: number) => (count > 1 ? `${count} chỗ, trước hết ở dòng ${line}` : `Dòng ${line}`),
  en: (line: number, count: number) => (count > 1 ? `${count} places, the first in line ${line}` : `Line ${line}`),
}

/** What people read; a count of 1 names the line alone. */
export const captionSentences: Record<CaptionFault | CaptionMend, Sentence> = {
  'unknown-encoding': {
    vi: () => 'Không nhận ra bảng mã của tệp. Vui lòng lưu lại tệp phụ đề bằng bảng mã UTF-8 rồi gửi lại.',
    en: () => 'The encoding of the file cannot be told. Save it as UTF-8 and send it again.',
  },
  'no-cues': {
    vi: () => 'Tệp không có câu phụ đề nào.',
    en: () => 'The file has no caption in it.',
  },
  'not-captions': {
    vi: line => `${at.vi(line)}: đây không phải phụ đề WebVTT hay SubRip.`,
    en: line => `${at.en(line)}: this is neither WebVTT nor SubRip.`,
  },
  'bad-time': {
    vi: line => `${at.vi(line)}: không đọc được mốc thời gian. Dạng đúng là 00:01:02.500 --> 00:01:05.000.`,
    en: line => `${at.en(line)}: the times cannot be read. They look like 00:01:02.500 --> 00:01:05.000.`,
  },
  'negative-time': {
    vi: line => `${at.vi(line)}: mốc thời gian không được âm.`,
    en: line => `${at.en(line)}: a time is below zero.`,
  },
  'ends-before-start': {
    vi: line => `${at.vi(line)}: câu phụ đề kết thúc trước hoặc ngay khi bắt đầu.`,
    en: line => `${at.en(line)}: the caption ends before it has begun.`,
  },
  'past-end': {
    vi: line =>
      `${at.vi(line)}: câu phụ đề bắt đầu sau khi phim hoặc bản ghi âm đã hết. Có thể đây là phụ đề của bản khác.`,
    en: line => `${at.en(line)}: the caption begins after the end. These may be captions of another cut.`,
  },
  'too-many-cues': {
    vi: line => `${at.vi(line)}: tệp có hơn 20.000 câu phụ đề.`,
    en: line => `${at.en(line)}: there are more than 20,000 captions.`,
  },
  'text-too-long': {
    vi: line => `${at.vi(line)}: một câu phụ đề dài hơn 1.000 ký tự.`,
    en: line => `${at.en(line)}: a caption is longer than 1,000 characters.`,
  },
  overlap: {
    vi: (line, count) =>
      `${often.vi(line, count)}: hai câu chồng lên nhau; câu trước được kết thúc khi câu sau bắt đầu.`,
    en: (line, count) => `${often.en(line, count)}: two captions overlap; the first now ends where the next begins.`,
  },
  merged: {
    vi: (line, count) => `${often.vi(line, count)}: các câu bắt đầu cùng lúc được ghép làm một.`,
    en: (line, count) => `${often.en(line, count)}: captions that begin together were made one.`,
  },
  reordered: {
    vi: (line, count) => `${often.vi(line, count)}: các câu được xếp lại theo thời gian.`,
    en: (line, count) => `${often.en(line, count)}: captions were put in the order of time.`,
  },
  'cut-at-end': {
    vi: (line, count) => `${often.vi(line, count)}: câu cuối được kết thúc cùng lúc với phim hoặc bản ghi âm.`,
    en: (line, count) => `${often.en(line, count)}: a caption outlasted the end and now ends there.`,
  },
  'tags-removed': {
    vi: (line, count) => `${often.vi(line, count)}: đã bỏ các thẻ định dạng không được phép.`,
    en: (line, count) => `${often.en(line, count)}: markup that is not allowed was taken out.`,
  },
  'empty-cue': {
    vi: (line, count) => `${often.vi(line, count)}: đã bỏ câu không có chữ.`,
    en: (line, count) => `${often.en(line, count)}: a caption without words was left out.`,
  },
  'block-removed': {
    vi: (line, count) => `${often.vi(line, count)}: đã bỏ phần ghi chú, kiểu chữ hoặc chữ nằm ngoài các câu.`,
    en: (line, count) => `${often.en(line, count)}: notes, styles or words outside the captions were left out.`,
  },
}
