export const vi = {
  found_other: 'Gần giống {{count}} ảnh đã có trong kho',
  choose: 'Chọn cách xử lý cho {{name}}',
  keep: 'Giữ cả hai',
  adopt: 'Làm phiên bản mới của ảnh này',
  adoptOf: 'Đưa {{name}} làm phiên bản mới của {{title}}',
  drop: 'Bỏ ảnh tôi vừa tải',
  dropNamed: 'Bỏ {{name}} vào thùng rác',
  adopted: 'Đã thành phiên bản mới của {{title}}',
  openAdopted: 'Mở {{title}}',
  dropped: 'Đã bỏ vào thùng rác',
  back: 'Lấy lại',
}

export const en = {
  found_one: 'Nearly the same as {{count}} picture in the library',
  found_other: 'Nearly the same as {{count}} pictures in the library',
  choose: 'Choose what to do with {{name}}',
  keep: 'Keep both',
  adopt: 'Make it a new version of this one',
  adoptOf: 'Make {{name}} a new version of {{title}}',
  drop: 'Drop mine',
  dropNamed: 'Put {{name}} in the trash',
  adopted: 'Now a new version of {{title}}',
  openAdopted: 'Open {{title}}',
  dropped: 'In the trash',
  back: 'Take it back',
}
