import { FORMATS } from '../../../core/formats'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ExportItem } from '../../../contract/exports'
import {
  adoptItems,
  CONTENTS,
  exportChoices,
  exportItem,
  exportItems,
  exportOptions,
  hasQuality,
  type ExportChoices,
} from '../../../renderer/mask/stores/export-choices'

const bare = { hasCameraData: false, hasLocation: false }
const full = { hasCameraData: true, hasLocation: true }
const fresh = structuredClone({ ...exportChoices, included: [...exportChoices.included] })
const choices = (change: Partial<ExportChoices> = {}): ExportChoices => ({ ...fresh, ...change })

test('what is chosen first: a PNG with transparency, without camera data or location', () => {
  expect(exportItems(choices(), full)).toEqual([
    {
      kind: 'picture',
      options: {
        content: 'cutout',
        format: 'png',
        matte: null,
        quality: 90,
        lossless: false,
        keepCameraData: false,
        keepLocation: false,
      },
    },
  ])
})

test('JPEG has no transparency: white stands in', () => {
  expect(exportOptions(choices({ format: 'jpeg' }), 'cutout', bare)?.matte).toEqual([255, 255, 255])
  expect(exportOptions(choices({ format: 'jpeg', matte: 'colour', colour: '#0a10ff' }), 'cutout', bare)?.matte).toEqual([10, 16, 255])
})

test('a mask is a PNG whatever else was chosen, and carries no camera data', () => {
  const options = exportOptions(choices({ format: 'jpeg', matte: 'black', metadata: 'kept', maskDepth: '1' }), 'mask', full)
  expect(options).toMatchObject({ format: 'png', matte: null, keepCameraData: false, keepLocation: false, maskDepth: 1 })
})

test('metadata is kept, kept without the place, or dropped, and only what there is', () => {
  const kept = (metadata: ExportChoices['metadata'], photo = full) => {
    const options = exportOptions(choices({ metadata }), 'cutout', photo)
    return [options?.keepCameraData, options?.keepLocation]
  }
  expect(kept('kept')).toEqual([true, true])
  expect(kept('without-place')).toEqual([true, false])
  expect(kept('dropped')).toEqual([false, false])
  expect(kept('kept', bare)).toEqual([false, false])
})

test('quality is for JPEG, AVIF and lossy WebP; 16 bits for PNG and TIFF', () => {
  const lossy = FORMATS.filter(({ id }) => hasQuality(choices({ format: id }))).map(({ id }) => id)
  expect(lossy).toEqual(['webp', 'avif', 'jpeg'])
  expect(hasQuality(choices({ format: 'webp', lossless: true }))).toBe(false)
  const deep = FORMATS.filter(({ id }) => exportOptions(choices({ format: id, depth: '16' }), 'cutout', bare)?.depth === 16)
  expect(deep.map(({ id }) => id)).toEqual(['png', 'tiff'])
})

test('every combination passes the contract', () => {
  for (const { id } of CONTENTS)
    for (const format of FORMATS)
      for (const matte of ['transparent', 'black', 'white', 'colour'] as const)
        for (const rest of ['desaturated', 'blurred'] as const) {
          const item = exportItem(choices({ format: format.id, matte, rest, restBlur: 3, crop: true, profile: 'source' }), id, full)
          expect(v.safeParse(ExportItem, item).success).toBe(true)
        }
})

test('what a recipe asks for is what the dialog then asks for again', () => {
  const wish = choices({
    included: ['cutout', 'mask', 'contours', 'objects'],
    format: 'tiff',
    matte: 'colour',
    colour: '#102030',
    depth: '16',
    profile: 'source',
    crop: true,
    metadata: 'without-place',
    maskDepth: '1',
    contours: 'geojson',
    objects: 'json',
  })
  const items = exportItems(wish, full)
  adoptItems(items)
  expect(exportItems(exportChoices, full)).toEqual(items)
  expect(exportChoices.shown).toBe('cutout')
})
