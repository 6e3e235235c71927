import { type DemoMetadata, type DemoUnit, openRights } from './demo-item.ts'

/** An article as the newspaper would write it; `POST /api/v1/articles` takes metadata and html together. */
export const demoArticle: { unit: DemoUnit; metadata: DemoMetadata; html: string } = {
  unit: 'bao',
  metadata: {
    title: 'Tây Ninh sẵn sàng cho Năm Chủ tịch ASEAN 2020',
    description:
      'Tỉnh triển khai kế hoạch thông tin, quảng bá ASEAN với nhiều ấn phẩm, chuyên mục và hoạt động hướng đến người dân vùng biên.',
    creator: 'Báo Tây Ninh',
    date: '2020-01-15',
    language: 'vi',
    tags: ['ASEAN 2020', 'hội nhập', 'quảng bá', 'núi Bà Đen'],
    topics: ['asean', 'du-lich'],
    places: ['703'],
    audiences: ['nguoi-dan', 'can-bo'],
    rights: openRights('Báo Tây Ninh'),
    credit: 'Báo Tây Ninh',
    visibility: 'public',
  },
  html: `<p><strong>Năm 2020, Việt Nam đảm nhiệm vai trò Chủ tịch ASEAN với chủ đề “Gắn kết và Chủ động thích ứng”.</strong> Tại Tây Ninh, các cơ quan báo chí và sở, ngành đang chuẩn bị nhiều sản phẩm thông tin để người dân hiểu rõ hơn về Cộng đồng ASEAN.</p>
<h2>Quảng bá từ những điều gần gũi</h2>
<p>Hình ảnh núi Bà Đen, hồ Dầu Tiếng, bánh tráng phơi sương Trảng Bàng và Vườn Di sản ASEAN Lò Gò – Xa Mát sẽ được giới thiệu bằng tiếng Việt và tiếng Anh trên các cổng thông tin điện tử.</p>
<ul><li>Chuyên mục định kỳ trên Báo Tây Ninh và sóng phát thanh, truyền hình;</li><li>Tờ gấp giới thiệu môi trường đầu tư dành cho doanh nghiệp các nước ASEAN;</li><li>Phóng sự về đời sống, giao thương hai bên biên giới.</li></ul>
<p>Các tác phẩm được lưu trữ, chọn lọc và chia sẻ qua kho tư liệu dùng chung của tỉnh.</p>`,
}
