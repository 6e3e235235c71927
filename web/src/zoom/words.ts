export const vi = {
  dialog: 'Xem ảnh toàn màn hình: {{title}}',
  keys: 'Phím + và − để phóng to, thu nhỏ, các phím mũi tên để di chuyển, 0 để vừa khung, 1 để xem cỡ thật',
  in: 'Phóng to',
  out: 'Thu nhỏ',
  fit: 'Vừa khung',
  whole: 'Cỡ thật: mỗi điểm ảnh của bản gốc là một điểm trên màn hình',
  opening: 'Đang mở ảnh…',
  failed: 'Không mở được ảnh này',
  backToCopy: 'Quay lại bản xem',
  loadWhole: 'Mở bản gốc {{pixels}} px · {{size}}',
  isWhole: 'Đang xem bản gốc',
}

export const en: typeof vi = {
  dialog: 'The picture full screen: {{title}}',
  keys: '+ and − zoom, the arrow keys move, 0 fits, 1 shows the true size',
  in: 'Zoom in',
  out: 'Zoom out',
  fit: 'Fit',
  whole: 'True size: each pixel of the original is one on the screen',
  opening: 'Opening the picture…',
  failed: 'This picture could not be opened',
  backToCopy: 'Back to the copy',
  loadWhole: 'Open the original {{pixels}} px · {{size}}',
  isWhole: 'This is the original',
}
