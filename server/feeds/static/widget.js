// The widget: one script tag on any site, without cookies, without anything from a third party. It reads a JSON feed of the hub that
// it came from and shows it in a shadow root, so that neither page's styles touch the other's. Its style is a constructed sheet, which
// a strict style-src of the host page lets through; that page allows this hub in script-src, connect-src and img-src.
;(() => {
  const script = document.currentScript
  if (!script) return
  const hub = new URL(script.src).origin
  const { feed = 'hub', lang = document.documentElement.lang || 'vi', title = 'Tuyên truyền ASEAN' } = script.dataset
  const limit = Math.min(Math.max(Number(script.dataset.limit) || 6, 1), 24)
  const english = lang.startsWith('en')
  const words = english
    ? { empty: 'Nothing has been published yet.', failed: 'The list cannot be loaded now.', all: 'Feed (RSS)' }
    : { empty: 'Chưa có tư liệu nào.', failed: 'Chưa tải được danh sách.', all: 'Nguồn tin RSS' }
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  }

  const host = make('div', { 'data-asean-widget': '' })
  script.after(host)
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :host { display: block; color-scheme: light dark; container-type: inline-size; }
    section { box-sizing: border-box; padding: 16px; border: 1px solid #dcdfe0; border-radius: 10px; background: #fbfaf8;
      color: #1d2426; font: 15px/1.55 "Be Vietnam Pro", system-ui, sans-serif; overflow-wrap: anywhere; }
    h2 { margin: 0 0 12px; font-size: 17px; line-height: 1.5; font-weight: 600; }
    ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 14px 10px; margin: 0; padding: 0; list-style: none; }
    a { color: inherit; text-decoration: none; }
    a:hover .t { text-decoration: underline; text-underline-offset: 3px; }
    a:focus-visible { outline: 2px solid #266f76; outline-offset: 3px; border-radius: 4px; }
    li a { display: block; }
    img, .b { display: block; width: 100%; height: auto; aspect-ratio: 16 / 10; object-fit: cover; border-radius: 6px; background: #eceae5; }
    .t { display: block; margin-top: 6px; font-weight: 600; }
    .c { display: block; color: #5b6468; font-size: 13px; }
    p { margin: 0; color: #5b6468; }
    .f { margin-top: 12px; font-size: 13px; }
    .f a { color: #1f5c62; text-decoration: underline; text-underline-offset: 3px; }
    @container (max-width: 380px) { ul { grid-template-columns: 1fr; }
      li a { display: grid; grid-template-columns: 96px 1fr; gap: 0 10px; align-items: start; } img, .b { grid-row: 1 / 3; } .t { margin-top: 0; } }
    @media (prefers-color-scheme: dark) { section { background: #16191c; color: #d5d8da; border-color: #3a3f44; }
      img, .b { background: #22262a; } .c, p { color: #9aa0a5; } .f a { color: #7fc0c6; } }`)
  root.adoptedStyleSheets = [sheet]
  const status = make('p', { role: 'status' })
  const list = make('ul')
  const rss = make('a', { href: `${hub}/feeds/${encodeURIComponent(feed)}/rss` }, words.all)
  const heading = make('h2', {}, title)
  const section = make('section', { 'aria-label': title, lang: english ? 'en' : 'vi' }, heading, status, list)
  section.append(make('p', { class: 'f' }, rss))
  root.append(section)

  const tile = item => {
    const { thumb, alt, credit } = item._hub ?? {}
    const address = english ? item.url.replace(`${hub}/t/`, `${hub}/en/t/`) : item.url
    const picture = thumb
      ? make('img', { src: thumb.url, alt: alt || '', loading: 'lazy', width: thumb.width, height: thumb.height })
      : make('span', { class: 'b', 'aria-hidden': 'true' })
    const text = make('span', { class: 't', lang: item.language || 'vi' }, item.title)
    return make('li', {}, make('a', { href: address }, picture, text, make('span', { class: 'c' }, credit || '')))
  }
  fetch(`${hub}/feeds/${encodeURIComponent(feed)}/json?limit=${limit}`, { credentials: 'omit', cache: 'no-cache' })
    .then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(({ items }) => {
      if (items.length === 0) status.textContent = words.empty
      list.append(...items.slice(0, limit).map(tile))
    })
    .catch(() => {
      status.textContent = words.failed
    })
})()
