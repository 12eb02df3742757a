import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ExportOptions } from '../../preload/contract'
import { exportChoices, exportOptions, hasQuality, type ExportChoices } from '../../renderer/stores/export-choices'

const bare = { hasCameraData: false, hasLocation: false }
const full = { hasCameraData: true, hasLocation: true }
const choices = (change: Partial<ExportChoices> = {}): ExportChoices => ({ ...exportChoices, ...change })

test('what is chosen first: a PNG with transparency, without camera data or location', () => {
  expect(exportOptions(choices(), full)).toEqual({
    content: 'cutout',
    format: 'png',
    matte: null,
    quality: 90,
    lossless: false,
    keepCameraData: false,
    keepLocation: false,
  })
})

test('JPEG has no transparency: white stands in', () => {
  expect(exportOptions(choices({ format: 'jpeg' }), bare).matte).toEqual([255, 255, 255])
  expect(exportOptions(choices({ format: 'jpeg', matte: 'colour', colour: '#0a10ff' }), bare).matte).toEqual([10, 16, 255])
})

test('a mask is an 8-bit PNG whatever else was chosen, and carries no camera data', () => {
  const options = exportOptions(
    choices({ content: 'mask', format: 'jpeg', matte: 'black', keepCameraData: true, keepLocation: true }),
    full,
  )
  expect(options).toMatchObject({ format: 'png', matte: null, keepCameraData: false, keepLocation: false })
})

test('camera data is kept only where it was asked for and there is any', () => {
  expect(exportOptions(choices({ keepCameraData: true, keepLocation: true }), full)).toMatchObject({
    keepCameraData: true,
    keepLocation: true,
  })
  expect(exportOptions(choices({ keepCameraData: true, keepLocation: true }), bare)).toMatchObject({
    keepCameraData: false,
    keepLocation: false,
  })
})

test('quality is for JPEG and lossy WebP', () => {
  expect(hasQuality(choices({ format: 'jpeg' }))).toBe(true)
  expect(hasQuality(choices({ format: 'webp' }))).toBe(true)
  expect(hasQuality(choices({ format: 'webp', lossless: true }))).toBe(false)
  expect(hasQuality(choices({ format: 'tiff' }))).toBe(false)
  expect(hasQuality(choices({ format: 'jpeg', content: 'mask' }))).toBe(false)
})

test('every combination passes the contract', () => {
  for (const content of ['cutout', 'mask'] as const)
    for (const format of ['png', 'webp', 'tiff', 'jpeg'] as const)
      for (const matte of ['transparent', 'black', 'white', 'colour'] as const)
        expect(v.safeParse(ExportOptions, exportOptions(choices({ content, format, matte }), full)).success).toBe(true)
})
