/**
 * The one door to sharp. In Electron on Linux the build under the name `sharp` is the one that does
 * not clash with the system's GLib (CONTRIBUTING.md says why); where that build does not exist, the
 * stock one that it wraps is used. `require`, because its ES-module entry needs a newer Node than
 * Electron 25 has.
 */
import { createRequire } from 'node:module'
import type Sharp from 'sharp'

const load = createRequire(__filename)

function choose(): typeof Sharp {
  try {
    return load('sharp') as typeof Sharp
  } catch (thrown) {
    try {
      return load('sharp-upstream') as typeof Sharp
    } catch {
      throw thrown
    }
  }
}

export const sharp = choose()

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
