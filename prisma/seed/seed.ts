import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type GlossaryGroup, readGlossary } from './glossary.ts'
import { placeSuccessions, reforms } from './successions-2025.ts'
import { districts, units } from './units.ts'
import { terms } from './vocabulary.ts'

const reform = new Date('2025-07-01')
const lastOfDistricts = new Date('2025-06-30')

/**
 * Puts in the units and terms that are not there yet; what people changed since stays. One transaction, safe at every start and
 * from several processes at once.
 */
export async function seed(db: Db): Promise<void> {
  const communes = await readCommunes()
  const glossary = await readGlossary()
  await transaction(db, async tx => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('hub.seed'))`
    await seedUnits(tx)
    await seedTerms(tx, communes)
    await seedGlossary(tx, glossary)
    await tx.placeSuccession.createMany({
      data: placeSuccessions.map(({ onDate, ...row }) => ({ id: newId(), onDate: new Date(onDate), ...row })),
      skipDuplicates: true,
    })
    await tx.reform.createMany({ data: reforms, skipDuplicates: true })
    await tx.setting.createMany({
      data: [
        { key: 'curatingUnit', value: 'stttt' },
        { key: 'hubName', value: 'Kho tư liệu ASEAN' },
      ],
      skipDuplicates: true,
    })
  })
}

async function seedUnits(tx: Tx): Promise<void> {
  const known = new Set((await tx.unit.findMany({ select: { code: true } })).map(unit => unit.code))
  for (const { code, kind, ...names } of units.filter(unit => !known.has(unit.code))) {
    await tx.unit.create({ data: { id: newId(), code, kind, names: { create: { id: newId(), ...names } } } })
  }
}

/** What a person changed or took out has its key still, so it stays as it is. */
async function seedGlossary(tx: Tx, glossary: readonly GlossaryGroup[]): Promise<void> {
  await tx.synonymGroup.createMany({ data: glossary.map(group => ({ id: newId(), ...group })), skipDuplicates: true })
}

type Commune = { code: string; name: string }
async function seedTerms(tx: Tx, communes: readonly Commune[]): Promise<void> {
  const places = [
    {
      scheme: 'place',
      code: '72',
      nameVi: 'Tỉnh Tây Ninh (đến 30/6/2025)',
      nameEn: 'Tây Ninh Province (until 30/6/2025)',
      validTo: lastOfDistricts,
    },
    {
      scheme: 'place',
      code: 'long-an',
      nameVi: 'Tỉnh Long An (đến 30/6/2025)',
      nameEn: 'Long An Province (until 30/6/2025)',
      validTo: lastOfDistricts,
    },
    { scheme: 'place', code: '80', nameVi: 'Tỉnh Tây Ninh', nameEn: 'Tây Ninh Province', validFrom: reform },
    ...districts.map(place => ({ ...place, scheme: 'place', parentCode: '72', validTo: lastOfDistricts })),
    ...communes.map(({ code, name }) => ({
      scheme: 'place',
      code,
      nameVi: name,
      nameEn: englishCommune(name),
      parentCode: '80',
      validFrom: reform,
    })),
  ]
  const others = terms.map(({ validFrom, validTo, ...term }) => ({
    ...term,
    validFrom: validFrom ? new Date(validFrom) : null,
    validTo: validTo ? new Date(validTo) : null,
  }))
  await tx.term.createMany({
    data: [...others, ...places].map((term, position) => ({ id: newId(), position, ...term })),
    skipDuplicates: true,
  })
}

function englishCommune(name: string): string {
  if (name.startsWith('Phường ')) return `${name.slice('Phường '.length)} Ward`
  return `${name.replace(/^Xã /, '')} Commune`
}

async function readCommunes(): Promise<Commune[]> {
  const file = join(dirname(fileURLToPath(import.meta.url)), 'communes-2025.csv')
  const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line && !line.startsWith('#'))
  return lines.map(line => {
    const [code, name] = line.split(',')
    if (!code || !name) throw new Error(`communes-2025.csv: ${line}`)
    return { code, name: name.normalize('NFC') }
  })
}
