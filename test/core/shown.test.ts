import { expect, it } from 'vitest'
import { byName, counted, plural, showCount, showDecimal, showSignificant } from '../../contract/shown'

it('one and many, thousands apart, digits as they are asked for', () => {
  expect([0, 1, 2].map((n) => plural(n, 'pixel', 'pixels'))).toEqual(['pixels', 'pixel', 'pixels'])
  expect([counted(1, 'photo', 'photos'), counted(1200, 'photo', 'photos')]).toEqual(['1 photo', '1,200 photos'])
  expect([showCount(1234567), showDecimal(1234, 1), showDecimal(0.26, 1)]).toEqual(['1,234,567', '1,234.0', '0.3'])
  expect([showSignificant(1234.567, 5), showSignificant(0.000123456, 4)]).toEqual(['1,234.6', '0.0001235'])
})

it('names are in the order of their numbers', () => {
  expect(['img10', 'img2', 'img1'].sort(byName)).toEqual(['img1', 'img2', 'img10'])
})
