import { AxeBuilder } from '@axe-core/playwright'
import { openBrowser } from '/work/main/test/support/browser.ts'
import { readFileSync, mkdirSync } from 'node:fs'
const log = readFileSync('/tmp/demo.log','utf8')
const url = /hub      (\S+)/.exec(log)![1]!, password = /password (\S+)/.exec(log)![1]!
mkdirSync('/tmp/axe-shots',{recursive:true})
const only = process.argv[2] && process.argv[2] !== 'all' ? process.argv[2].split(',') : undefined
const modes = process.argv[3]?.split(',') ?? ['vi-light-1440','vi-dark-1440','vi-light-360','vi-dark-360','en-light-1440','en-light-360']
const who = { 'tuyenchon': ['home','library','image','video','document','article','upload','write','desk','deliveries'], 'quantri': ['admin','people','audit'], 'bao': ['own','home-bao'] }
const b = await openBrowser()
const ids: Record<string,string> = {}
for (const mode of modes) {
  const [lang, scheme, w] = mode.split('-') as [string,'light'|'dark',string]
  for (const [person, names] of Object.entries(who)) {
    const wanted = names.filter(n => !only || only.includes(n)); const signin = person==='tuyenchon' && (!only || only.includes('signin'))
    if (!wanted.length && !signin) continue
    const c = await b.newContext({ viewport:{width:Number(w),height:w==='360'?780:900}, colorScheme: scheme, locale: lang==='en'?'en-GB':'vi-VN', bypassCSP: true })
    const p = await c.newPage()
    p.on('console', m => { if (m.type()==='error' && !/401/.test(m.text())) console.log('  console', mode, m.text().slice(0,200)) }); p.on('pageerror', e => console.log('  pageerror', String(e)))
    await p.addInitScript(l => { try { localStorage.setItem('hub.language', l) } catch {} }, lang)
    const look = async (n: string) => {
      await p.waitForSelector('h1',{timeout:15000}).catch(()=>console.log('no h1',n,mode)); await p.waitForTimeout(1500)
      await p.screenshot({path:`/tmp/axe-shots/${n}-${mode}.png`})
      const over = await p.evaluate(()=>document.documentElement.scrollWidth - innerWidth); if (over>0) console.log('OVERFLOW',n,mode,over)
      const clipped = await p.evaluate(()=>[...document.querySelectorAll('button,h1,h2,label,th,[class*=place],a')].filter(e=>e.scrollWidth>e.clientWidth+1&&e.clientWidth>0&&getComputedStyle(e).overflow!=='visible'&&!/cut/.test(e.className)).map(e=>(e.textContent??'').slice(0,40)).slice(0,5)); if (clipped.length) console.log('clipped',n,mode,JSON.stringify(clipped))
      const r = await new AxeBuilder({ page: p }).analyze()
      for (const v of r.violations) if (['serious','critical'].includes(v.impact??'')) console.log('AXE',n,mode,v.id,v.nodes.length,v.nodes.slice(0,3).map(x=>x.target.join(' ')+' :: '+x.html.slice(0,120)+' :: '+(x.any[0]?.message??'').slice(0,160)).join(' | '))
      if (lang==='en') { const text = await p.evaluate(()=>[...document.querySelectorAll('body *')].flatMap(e=>[...['aria-label','title','placeholder','alt'].map(a=>e.getAttribute(a)??''),...[...e.childNodes].filter(c=>c.nodeType===3).map(c=>c.textContent??'')]).filter(s=>/[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/.test(s)))
        console.log('vi-words',n,mode,JSON.stringify([...new Set(text)].map(s=>s.trim().slice(0,50))).slice(0,1500)) }
    }
    await p.goto(url+'/dang-nhap'); if (signin) await look('signin')
    const ok = await p.request.post(url+'/api/auth/sign-in/email',{data:{email:`${person}@demo.hub`,password}}); if (!ok.ok()) console.log('sign in failed', person, ok.status(), await ok.text())
    if (!ids.image) { const hits = await (await p.request.get(url+'/api/v1/search?limit=50')).json(); for (const k of ['image','video','document','article']) ids[k]=hits.hits.find((x:any)=>x.kind===k)?.id }
    const paths: Record<string,string> = { home:'/', 'home-bao':'/', library:'/kho', image:`/tu-lieu/${ids.image}`, video:`/tu-lieu/${ids.video}`, document:`/tu-lieu/${ids.document}`, article:`/tu-lieu/${ids.article}`, upload:'/dang-tai', write:'/bai-viet/moi', desk:'/tuyen-chon', own:'/tuyen-chon', deliveries:'/phat-hanh', admin:'/quan-tri', people:'/quan-tri?tab=people', audit:'/quan-tri?tab=audit' }
    for (const n of wanted) { await p.goto(url+paths[n]); await look(n) }
    await c.close()
  }
}
await b.close()
