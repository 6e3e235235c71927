/** The people of the demonstration. */
export const demoAccounts = {
  admin: { email: 'quantri@demo.hub', name: 'Quản trị viên', hubRoles: ['administrator'], memberships: [] },
  bao: {
    email: 'bao@demo.hub',
    name: 'Phóng viên Báo Tây Ninh',
    hubRoles: [],
    memberships: [{ unit: 'bao', role: 'contributor' }],
  },
  dai: {
    email: 'dai@demo.hub',
    name: 'Biên tập viên Đài PT&TH',
    hubRoles: [],
    memberships: [{ unit: 'dai', role: 'editor' }],
  },
  svhttdl: {
    email: 'vhttdl@demo.hub',
    name: 'Chuyên viên Sở VHTTDL',
    hubRoles: [],
    memberships: [{ unit: 'svhttdl', role: 'editor' }],
  },
  curator: {
    email: 'tuyenchon@demo.hub',
    name: 'Chuyên viên tuyển chọn Sở TT&TT',
    hubRoles: ['curator'],
    memberships: [{ unit: 'stttt', role: 'editor' }],
  },
} as const
