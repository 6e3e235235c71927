// Runs before the first paint, so that neither the colour scheme nor the language flickers. A file, as the CSP allows no inline script.
;(() => {
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage is closed to us: the defaults serve
    }
  }
  const scheme = read('hub.scheme')
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  document.documentElement.lang = read('hub.language') === 'en' ? 'en' : 'vi'
})()
