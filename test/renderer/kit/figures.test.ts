import { expect, test } from 'vitest'
import { chromaticityOf, hueOf } from '../../../renderer/mask/stores/colour'
import { isPressed, showKeys } from '../../../renderer/commands/keys'
import {
  densityOfPlace,
  placeOfDensity,
  showCoverage,
  SIGMA_MAX,
  sigmaOfThreshold,
  thresholdOfCoverage,
  thresholdOfSigma,
} from '../../../renderer/pane/threshold-scale'
import { letterOf, showBytes, showCount, showPercent, showZoom } from '../../../renderer/kit/use/words'
import { commands, isMenuKey, type Command } from '../../../contract/commands'

test('coverage and threshold: 95 % is a threshold of exactly 0.05', () => {
  expect(thresholdOfCoverage(95)).toBe(0.05)
  expect(thresholdOfCoverage(99.99)).toBe(0.0001)
  expect(thresholdOfCoverage(200)).toBe(0)
  expect(showCoverage(0.05)).toBe('95.0')
  expect(showCoverage(0.0001)).toBe('99.9900')
  expect(showCoverage(1e-9)).toBe('99.9999')
  expect(showCoverage(0)).toBe('100')
  expect(showCoverage(1)).toBe('0')
})

test('the slider runs evenly in standard deviations', () => {
  for (const sigma of [0, 0.5, 1, 2.45, SIGMA_MAX]) expect(sigmaOfThreshold(thresholdOfSigma(sigma))).toBeCloseTo(sigma, 12)
  expect(sigmaOfThreshold(0)).toBe(SIGMA_MAX)
  expect(sigmaOfThreshold(1)).toBe(0)
})

test('the density slider is logarithmic and ends at the peak', () => {
  for (const peak of [1.2, 407.8, 1592]) {
    expect(densityOfPlace(0, peak)).toBe(0.01)
    expect(densityOfPlace(1, peak)).toBeCloseTo(peak, -Math.floor(Math.log10(peak)) + 1)
    expect(placeOfDensity(0.8, peak)).toBeGreaterThan(0)
    expect(densityOfPlace(placeOfDensity(0.8, peak), peak)).toBe(0.8)
  }
  expect(placeOfDensity(0, 100)).toBe(0)
  expect(placeOfDensity(1e9, 100)).toBe(1)
})

test('figures as they are written', () => {
  expect(showCount(1298964)).toBe('1,298,964')
  expect([0, 0.00001, 0.0043, 0.29, 0.9998, 1].map(showPercent)).toEqual(['0 %', '< 0.01 %', '0.43 %', '29.0 %', '99.98 %', '100.0 %'])
  expect([512, 303_000, 1_485_159, 24_000_000].map(showBytes)).toEqual(['512 B', '303 KB', '1.5 MB', '24 MB'])
  expect([0.025, 0.35, 8].map(showZoom)).toEqual(['2.5 %', '35 %', '800 %'])
  expect([0, 25, 26, 27].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB'])
})

test('chromaticity and hue of a pixel; black has neither', () => {
  expect(chromaticityOf(210, 58, 18)).toEqual({ r: 210 / 286, g: 58 / 286 })
  expect(chromaticityOf(0, 0, 0)).toBeNull()
  expect([hueOf(255, 0, 0), hueOf(0, 255, 0), hueOf(0, 0, 255), hueOf(210, 58, 18), hueOf(255, 0, 4)]).toEqual([0, 120, 240, 13, 359])
  expect(hueOf(77, 77, 77)).toBeNull()
})

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('keys of the window: letters and arrows, never with Ctrl', () => {
  expect(isPressed('M', press('m'))).toBe(true)
  expect(isPressed('M', press('M', { shiftKey: true }))).toBe(true)
  expect(isPressed('M', press('m', { ctrlKey: true }))).toBe(false)
  expect(isPressed('M', press('m', { altKey: true }))).toBe(false)
  expect(isPressed('Left', press('ArrowLeft', { altKey: true, shiftKey: true }))).toBe(true)
  expect(isPressed('+', press('='))).toBe(true)
  expect(isPressed('Delete', press('Backspace'))).toBe(true)
})

test.each(['mask', 'compare'] as const)('no two commands of the %s workspace share a key', (workspace) => {
  const registry: readonly Command[] = commands
  const here = registry.filter((command) => command.workspace === undefined || command.workspace === workspace)
  const own = here.flatMap(({ keys }) => (keys !== null && !isMenuKey(keys) ? [keys] : []))
  expect(new Set(own).size).toBe(own.length)
})

test('keys as people read them', () => {
  expect(showKeys('CmdOrCtrl+Shift+Z', 'linux')).toBe('Ctrl+Shift+Z')
  expect(showKeys('CmdOrCtrl+Shift+Z', 'darwin')).toBe('⌘⇧Z')
  expect(showKeys('+', 'linux')).toBe('+')
  expect(showKeys('Left', 'linux')).toBe('←')
})
