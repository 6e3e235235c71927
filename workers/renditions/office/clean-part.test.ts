import { describe, expect, it } from 'vitest'
import { cleanPart, partKind } from './clean-part.ts'
import { readXmlPart } from './read-xml-part.ts'

const clean = (name: string, xml: string) =>
  cleanPart(name, Buffer.from(xml))
    .toString('utf8')
    .replace(/^<\?xml[^>]*\?>/, '')
const relation = (attributes: string) => `<Relationships><Relationship Id="r" ${attributes}/></Relationships>`
const kept = (attributes: string) => clean('word/_rels/document.xml.rels', relation(attributes)).includes('Id="r"')

describe('relations of a package', () => {
  it.each([
    ['a picture inside', 'Type="t/image" Target="media/a.png"', true],
    ['a link of the text', 'Type="t/hyperlink" Target="https://tayninh.gov.vn" TargetMode="External"', true],
    ['a picture on the web', 'Type="t/image" Target="https://a.example/a.png" TargetMode="External"', false],
    ['a mode in other letters', 'Type="t/image" Target="media/a.png" TargetMode="&#69;xternal"', false],
    ['a file that says nothing of its mode', 'Type="t/image" Target="file:///etc/passwd"', false],
    ['a share of Windows', 'Type="t/image" Target="\\\\host\\a.png"', false],
    ['a host without a scheme', 'Type="t/image" Target="//host/a.png"', false],
    ['a link to a file', 'Type="t/hyperlink" Target="file:///etc/passwd" TargetMode="External"', false],
    ['a template', 'Type="t/attachedTemplate" Target="a.dotm"', false],
    ['a sign in a value', 'Type="t/image" Target="a>b.png" TargetMode="External"', false],
  ])('keep or lose %s', (_what, attributes, wanted) => {
    expect(kept(attributes)).toBe(wanted)
  })
})

describe('markup of a package', () => {
  it('keeps its words, its inner pictures and its anchors', () => {
    const xml =
      '<w:p a="1"><w:t xml:space="preserve">Núi &amp; hồ &lt;b&gt;</w:t><draw:image xlink:href="Pictures/a.png"/><text:a xlink:href="https://a.example">x</text:a></w:p>'
    expect(clean('content.xml', xml)).toBe(xml)
  })

  it.each([
    ['a source in VML', '<v:imagedata src="http://a.example/x"/>', 'a.example'],
    ['a picture in ODF', "<draw:image xlink:href='file:///etc/passwd'/>", 'passwd'],
    ['a way out of the package', '<draw:image xlink:href="Pictures/../../x"/>', '..'],
    ['a script behind a link', '<text:a xlink:href="vnd.sun.star.script:x">a</text:a>', 'script'],
    ['a field', '<w:instrText>INCLUDEPICTURE "http://a.example"</w:instrText>', 'a.example'],
    ['a field in two pieces', '<w:instrText>INCLUDE<!-- -->TEXT "x.docx"</w:instrText>', 'docx'],
    ['a field in an attribute', '<w:fldSimple w:instr="DDEAUTO cmd">a</w:fldSimple>', 'DDEAUTO'],
    ['a formula', '<f>_xlfn.WEB<![CDATA[SERVICE]]>("http://a.example")</f>', 'a.example'],
    ['a formula of another file', '<f>[1]Sheet1!A1</f>', '[1]'],
    ['a formula in ODF', '<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://a&quot;)"/>', 'WEBSERVICE'],
    ['a command of another program', '<office:dde-source office:dde-application="cmd"/>', 'cmd'],
  ])('loses %s', (_what, xml, gone) => {
    expect(clean('word/document.xml', xml)).not.toContain(gone)
  })

  it('keeps fields and formulas that look at nothing else', () => {
    const xml = '<w:instrText> PAGE \\* MERGEFORMAT </w:instrText><f>SUM(A1:A3)</f>'
    expect(clean('a.xml', xml)).toBe(xml)
  })
})

describe('parts by their names', () => {
  it.each([
    ['word/document.xml', 'xml'],
    ['word/media/image1.PNG', 'picture'],
    ['word/vbaProject.bin', 'dropped'],
    ['word/embeddings/a.xlsx', 'dropped'],
    ['xl/connections.xml', 'dropped'],
    ['ppt/media/a.svg', 'dropped'],
    ['Basic/Standard/Module1.xml', 'dropped'],
  ])('%s is %s', (name, kind) => {
    expect(partKind(name)).toBe(kind)
  })
})

describe('the XML of a part', () => {
  it('loses a bare type of old OpenOffice, and its declaration', () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><a/>'
    expect(readXmlPart(Buffer.from(xml))).toBe('<a/>')
  })
  it.each([
    '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
    '<!doctype a SYSTEM "x" [ ]><a/>',
    '<?xml version="1.0" encoding="UTF-7"?><a/>',
  ])('is refused: %s', xml => {
    expect(() => readXmlPart(Buffer.from(xml))).toThrow()
  })
})
