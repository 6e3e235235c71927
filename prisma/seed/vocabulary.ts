import type { Scheme } from '#contracts/vocabulary'

type TermSeed = {
  scheme: Scheme
  code: string
  nameVi: string
  nameEn: string
  uri?: string
  validFrom?: string
  validTo?: string
}

const iptc = (id: string) => `http://cv.iptc.org/newscodes/mediatopic/${id}`
const topic = (code: string, nameVi: string, nameEn: string, id: string): TermSeed => ({
  scheme: 'topic',
  code,
  nameVi,
  nameEn,
  uri: iptc(id),
})
const audience = (code: string, nameVi: string, nameEn: string): TermSeed => ({
  scheme: 'audience',
  code,
  nameVi,
  nameEn,
})
const theme = (year: string, nameVi: string, nameEn: string): TermSeed => ({
  scheme: 'theme',
  code: `asean-${year}`,
  nameVi,
  nameEn,
  validFrom: `${year}-01-01`,
  validTo: `${year}-12-31`,
})
const genre = (code: string, nameVi: string, nameEn: string, name?: string): TermSeed => ({
  scheme: 'genre',
  code,
  nameVi,
  nameEn,
  ...(name ? { uri: `http://cv.iptc.org/newscodes/genre/${name}` } : {}),
})
const statement = (code: string, nameVi: string, nameEn: string, uri: string): TermSeed => ({
  scheme: 'rights',
  code,
  nameVi,
  nameEn,
  uri,
})
const rs = (id: string) => `http://rightsstatements.org/vocab/${id}/1.0/`
const cc = (id: string) => `https://creativecommons.org/licenses/${id}/4.0/`

/** Terms of the first start. Topics are mapped to IPTC Media Topics (CC BY 4.0), rights to rightsstatements.org and Creative Commons. */
export const terms: readonly TermSeed[] = [
  topic('dau-tu', 'Đầu tư', 'Investment', '20000349'),
  topic('thuong-mai', 'Thương mại', 'Trade', '20000373'),
  topic('xuat-khau', 'Xuất khẩu', 'Export', '20000366'),
  topic('hiep-dinh', 'Hiệp định', 'Trade agreements', '20000374'),
  topic('du-lich', 'Du lịch', 'Travel and tourism', '20000563'),
  topic('nganh-du-lich', 'Ngành du lịch', 'Tourism industry', '20000331'),
  topic('van-hoa', 'Văn hóa', 'Culture', '20000038'),
  topic('phong-tuc', 'Phong tục', 'Customs and tradition', '20000040'),
  topic('le-hoi', 'Lễ hội, sự kiện', 'Festivals and events', '20000041'),
  topic('dac-san', 'Đặc sản', 'Specialities', '20000324'),
  topic('asean', 'ASEAN', 'ASEAN', '20000638'),
  topic('giao-duc', 'Giáo dục', 'Education', '05000000'),
  topic('kinh-te', 'Kinh tế', 'Economy', '04000000'),
  topic('chinh-tri', 'Chính trị', 'Politics', '11000000'),
  topic('bao-chi', 'Báo chí', 'News media', '20000304'),
  { scheme: 'pillar', code: 'apsc', nameVi: 'Chính trị - An ninh', nameEn: 'ASEAN Political-Security Community' },
  { scheme: 'pillar', code: 'aec', nameVi: 'Kinh tế', nameEn: 'ASEAN Economic Community' },
  { scheme: 'pillar', code: 'ascc', nameVi: 'Văn hóa - Xã hội', nameEn: 'ASEAN Socio-Cultural Community' },
  theme('2019', 'Thúc đẩy quan hệ đối tác vì sự bền vững', 'Advancing Partnership for Sustainability'),
  theme('2020', 'Gắn kết và Chủ động thích ứng', 'Cohesive and Responsive'),
  theme('2021', 'Cùng quan tâm, cùng chuẩn bị, cùng thịnh vượng', 'We Care, We Prepare, We Prosper'),
  theme('2023', 'ASEAN tầm vóc: Tâm điểm của tăng trưởng', 'ASEAN Matters: Epicentrum of Growth'),
  theme('2025', 'Bao trùm và Bền vững', 'Inclusivity and Sustainability'),
  theme('2026', 'Cùng nhau định hướng tương lai', 'Navigating Our Future, Together'),
  audience('doanh-nghiep', 'Doanh nghiệp', 'Businesses'),
  audience('hiep-hoi', 'Hiệp hội ngành nghề xuất khẩu', 'Export trade associations'),
  audience('gioi-tre', 'Giới trẻ (học sinh, sinh viên)', 'Young people (pupils, students)'),
  audience('nguoi-dan', 'Người dân', 'Residents'),
  audience('can-bo', 'Cán bộ, đảng viên', 'Officials and party members'),
  audience('phong-vien', 'Phóng viên, biên tập viên', 'Reporters and editors'),
  audience('nguoi-nuoc-ngoai', 'Người nước ngoài', 'Foreigners'),
  genre('tin', 'Tin', 'News', 'Current'),
  genre('phong-su', 'Phóng sự, bài', 'Feature', 'Feature'),
  genre('phong-van', 'Phỏng vấn', 'Interview', 'Interview'),
  genre('thong-cao', 'Thông cáo', 'Press release', 'Press_Release'),
  genre('tai-lieu', 'Tài liệu', 'Background', 'Background'),
  genre('chuyen-de', 'Chuyên đề', 'Special report', 'Special_Report'),
  genre('truc-tiep', 'Trực tiếp', 'Live coverage', 'LiveCoverage'),
  genre('tu-lieu', 'Tư liệu', 'Archive material', 'Archive_material'),
  genre('phan-bac', 'Phản bác', 'Fact check', 'Fact_Check'),
  genre('brochure', 'Tờ gấp (brochure)', 'Brochure'),
  genre('poster', 'Áp phích', 'Poster'),
  genre('infographic', 'Đồ họa thông tin', 'Infographic'),
  genre('danh-muc-du-an', 'Danh mục dự án', 'List of projects'),
  statement(
    'cc0',
    'Phạm vi công cộng (CC0)',
    'Public domain dedication (CC0)',
    'https://creativecommons.org/publicdomain/zero/1.0/',
  ),
  statement('cc-by', 'Ghi nguồn (CC BY 4.0)', 'Attribution (CC BY 4.0)', cc('by')),
  statement(
    'cc-by-sa',
    'Ghi nguồn, chia sẻ tương tự (CC BY-SA 4.0)',
    'Attribution-ShareAlike (CC BY-SA 4.0)',
    cc('by-sa'),
  ),
  statement(
    'cc-by-nc',
    'Ghi nguồn, phi thương mại (CC BY-NC 4.0)',
    'Attribution-NonCommercial (CC BY-NC 4.0)',
    cc('by-nc'),
  ),
  statement(
    'cc-by-nd',
    'Ghi nguồn, không chỉnh sửa (CC BY-ND 4.0)',
    'Attribution-NoDerivatives (CC BY-ND 4.0)',
    cc('by-nd'),
  ),
  statement('inc', 'Còn bảo hộ bản quyền', 'In copyright', rs('InC')),
  statement('inc-edu', 'Còn bảo hộ, được dùng cho giáo dục', 'In copyright, educational use permitted', rs('InC-EDU')),
  statement(
    'inc-nc',
    'Còn bảo hộ, được dùng phi thương mại',
    'In copyright, non-commercial use permitted',
    rs('InC-NC'),
  ),
  statement(
    'inc-ruu',
    'Còn bảo hộ, chưa xác định được chủ sở hữu',
    'In copyright, rights-holder unlocatable',
    rs('InC-RUU'),
  ),
  statement('noc-cr', 'Không bản quyền, có ràng buộc hợp đồng', 'No copyright, contractual restrictions', rs('NoC-CR')),
  statement('noc-nc', 'Không bản quyền, chỉ phi thương mại', 'No copyright, non-commercial use only', rs('NoC-NC')),
  statement('cne', 'Chưa đánh giá bản quyền', 'Copyright not evaluated', rs('CNE')),
  statement('und', 'Chưa xác định bản quyền', 'Copyright undetermined', rs('UND')),
  statement('nkc', 'Chưa thấy ràng buộc bản quyền', 'No known copyright', rs('NKC')),
]
