import type { unitKinds } from '#contracts/values'

type UnitSeed = { code: string; kind: (typeof unitKinds)[number]; name: string; shortName: string; nameEn: string }

/** Units as the plan 2019-2020 names them. Data for the first start; people change it afterwards. */
export const units: readonly UnitSeed[] = [
  {
    code: 'stttt',
    kind: 'department',
    name: 'Sở Thông tin và Truyền thông',
    shortName: 'Sở TT&TT',
    nameEn: 'Department of Information and Communications',
  },
  { code: 'bao', kind: 'press', name: 'Báo Tây Ninh', shortName: 'Báo Tây Ninh', nameEn: 'Tây Ninh Newspaper' },
  {
    code: 'dai',
    kind: 'press',
    name: 'Đài Phát thanh và Truyền hình Tây Ninh',
    shortName: 'Đài PT&TH',
    nameEn: 'Tây Ninh Radio and Television',
  },
  {
    code: 'btg',
    kind: 'organisation',
    name: 'Ban Tuyên giáo Tỉnh ủy',
    shortName: 'Ban Tuyên giáo',
    nameEn: 'Provincial Party Committee’s Commission for Communication and Education',
  },
  {
    code: 'ubnd',
    kind: 'department',
    name: 'Ủy ban nhân dân tỉnh',
    shortName: 'UBND tỉnh',
    nameEn: 'Provincial People’s Committee',
  },
  {
    code: 'vp',
    kind: 'department',
    name: 'Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh',
    shortName: 'Văn phòng',
    nameEn: 'Office of the National Assembly Delegation, People’s Council and People’s Committee',
  },
  {
    code: 'skhdt',
    kind: 'department',
    name: 'Sở Kế hoạch và Đầu tư',
    shortName: 'Sở KH&ĐT',
    nameEn: 'Department of Planning and Investment',
  },
  {
    code: 'svhttdl',
    kind: 'department',
    name: 'Sở Văn hóa, Thể thao và Du lịch',
    shortName: 'Sở VHTTDL',
    nameEn: 'Department of Culture, Sports and Tourism',
  },
  {
    code: 'sct',
    kind: 'department',
    name: 'Sở Công Thương',
    shortName: 'Sở Công Thương',
    nameEn: 'Department of Industry and Trade',
  },
  {
    code: 'sgddt',
    kind: 'department',
    name: 'Sở Giáo dục và Đào tạo',
    shortName: 'Sở GD&ĐT',
    nameEn: 'Department of Education and Training',
  },
  {
    code: 'sldtbxh',
    kind: 'department',
    name: 'Sở Lao động - Thương binh và Xã hội',
    shortName: 'Sở LĐ-TB&XH',
    nameEn: 'Department of Labour, Invalids and Social Affairs',
  },
  {
    code: 'tinhdoan',
    kind: 'organisation',
    name: 'Tỉnh đoàn Tây Ninh',
    shortName: 'Tỉnh đoàn',
    nameEn: 'Provincial Youth Union',
  },
  {
    code: 'mttq',
    kind: 'organisation',
    name: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
    shortName: 'UBMTTQ tỉnh',
    nameEn: 'Provincial Fatherland Front Committee',
  },
  ...[
    ['703', 'Thành phố Tây Ninh', 'TP. Tây Ninh', 'Tây Ninh City'],
    ['705', 'Huyện Tân Biên', 'H. Tân Biên', 'Tân Biên District'],
    ['706', 'Huyện Tân Châu', 'H. Tân Châu', 'Tân Châu District'],
    ['707', 'Huyện Dương Minh Châu', 'H. Dương Minh Châu', 'Dương Minh Châu District'],
    ['708', 'Huyện Châu Thành', 'H. Châu Thành', 'Châu Thành District'],
    ['709', 'Thị xã Hòa Thành', 'TX. Hòa Thành', 'Hòa Thành Town'],
    ['710', 'Huyện Gò Dầu', 'H. Gò Dầu', 'Gò Dầu District'],
    ['711', 'Huyện Bến Cầu', 'H. Bến Cầu', 'Bến Cầu District'],
    ['712', 'Thị xã Trảng Bàng', 'TX. Trảng Bàng', 'Trảng Bàng Town'],
  ].map(([gso, name, shortName, nameEn]) => ({
    code: `ubnd-${gso}`,
    kind: 'locality' as const,
    name: `UBND ${name}`,
    shortName: `UBND ${shortName}`,
    nameEn: `People’s Committee of ${nameEn}`,
  })),
  {
    code: 'btttt',
    kind: 'partner',
    name: 'Bộ Thông tin và Truyền thông',
    shortName: 'Bộ TT&TT',
    nameEn: 'Ministry of Information and Communications',
  },
  { code: 'bao-chi-tw', kind: 'partner', name: 'Báo chí Trung ương', shortName: 'Báo chí TW', nameEn: 'Central press' },
  {
    code: 'hiep-hoi',
    kind: 'partner',
    name: 'Hiệp hội ngành nghề',
    shortName: 'Hiệp hội',
    nameEn: 'Trade associations',
  },
  {
    code: 'thu-vien',
    kind: 'partner',
    name: 'Thư viện, bảo tàng',
    shortName: 'Thư viện',
    nameEn: 'Libraries and museums',
  },
]

/** Districts until 30/6/2025, by their GSO codes. */
export const districts: readonly { code: string; nameVi: string; nameEn: string }[] = units
  .filter(unit => unit.kind === 'locality')
  .map(unit => ({
    code: unit.code.slice('ubnd-'.length),
    nameVi: unit.name.slice('UBND '.length),
    nameEn: unit.nameEn.slice('People’s Committee of '.length),
  }))
