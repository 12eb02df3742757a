/**
 * The one door to sharp. In Electron on Linux the build under the name `sharp` is the one that does
 * not clash with the system's GLib (CONTRIBUTING.md says why); where that build does not exist, the
 * stock one that it wraps is used. `require`, because its ES-module entry needs a newer Node than
 * Electron 25 has.
 */
import { createRequire } from 'node:module'
import type Sharp from 'sharp'

const load = createRequire(__filename)

type Build = 'electron' | 'stock'
const PACKAGES: Readonly<Record<Build, string>> = { electron: 'sharp', stock: 'sharp-upstream' }

/** The one setting: CHROMAPATCH_SHARP is `electron` (the default) or `stock`. The other build is taken where one does not load. */
function choose(): { readonly sharp: typeof Sharp; readonly build: Build } {
  const first: Build = process.env['CHROMAPATCH_SHARP'] === 'stock' ? 'stock' : 'electron'
  const second: Build = first === 'stock' ? 'electron' : 'stock'
  try {
    return { sharp: load(PACKAGES[first]) as typeof Sharp, build: first }
  } catch (thrown) {
    try {
      return { sharp: load(PACKAGES[second]) as typeof Sharp, build: second }
    } catch {
      throw thrown
    }
  }
}

export const { sharp, build: SHARP_BUILD } = choose()

// Every photo is decoded once and kept by us: a second cache would only hold memory.
sharp.cache(false)
// Loaders that no supported format needs are refused even if a file is dressed up as one that is.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadTiffBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
