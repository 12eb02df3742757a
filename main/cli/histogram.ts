/** `chromapatch histogram`: where a photo and a patch lie in the (r, g) plane. */
import type { Patch } from '../../contract/contract'
import { numberFrom, onePhoto, pageFrom, parse, patchFrom, usage, wholeFrom } from './arguments'
import { context, DOCUMENT, withPhoto } from './engine'

const OPTIONS = {
  patch: { type: 'string', multiple: true },
  bins: { type: 'string', default: '100' },
  range: { type: 'string', default: '0,1,0,1' },
  damaged: { type: 'boolean', default: false },
  page: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** [r index, g index, pixels] of each cell that has any, by r and then by g. */
type Cells = [number, number, number][]

/** @returns what is printed on standard output. @throws ChromapatchError */
export async function histogram(words: readonly string[]): Promise<string> {
  const { values, positionals } = parse(words, OPTIONS)
  const photo = onePhoto(positionals)
  const bins = wholeFrom(values.bins, '--bins', 2, 1024)
  const { r, g } = rangeFrom(values.range)
  const patches = (values.patch ?? []).map((text) => patchFrom(text, 'add'))
  return await withPhoto(photo, { damaged: values.damaged, page: pageFrom(values.page) }, async (engine, info) => {
    const count = async (patch: Patch | null) => {
      const region = patch === null ? null : { x: patch.x, y: patch.y, w: patch.w, h: patch.h }
      return (await engine.call('plane', { document: DOCUMENT, region, window: { bins, r, g } }, context)).counts
    }
    const image = await count(null)
    const ofPatches = new Uint32Array(image.length)
    for (const patch of patches) (await count(patch)).forEach((pixels, i) => (ofPatches[i]! += pixels))
    if (values.json) return JSON.stringify({ bins, range: [r, g], image: cells(image, bins), patch: cells(ofPatches, bins) })
    const most = cells(image, bins).sort((a, b) => b[2] - a[2]).slice(0, 10) // prettier-ignore
    const line = ([i, j, pixels]: Cells[number]) =>
      `r ${at(i, r, bins)}  g ${at(j, g, bins)}  ${pixels} pixels (${((100 * pixels) / (info.width * info.height)).toFixed(2)} %)`
    return [`${info.name}: ${cells(image, bins).length} of ${bins} × ${bins} cells have pixels; the fullest:`, ...most.map(line)].join('\n')
  })
}

/** The middle of a bin. */
const at = (index: number, [low, high]: readonly [number, number], bins: number) => (low + ((index + 0.5) * (high - low)) / bins).toFixed(4)

function cells(counts: Uint32Array, bins: number): Cells {
  const found: Cells = []
  counts.forEach((pixels, i) => pixels > 0 && found.push([Math.floor(i / bins), i % bins, pixels]))
  return found
}

function rangeFrom(text: string): { r: [number, number]; g: [number, number] } {
  const [rLow, rHigh, gLow, gHigh, ...more] = text.split(',').map((part) => numberFrom(part, '--range', 0, 1))
  if (gHigh === undefined || more.length > 0 || !(rLow! < rHigh! && gLow! < gHigh)) {
    throw usage(`Expected R0,R1,G0,G1 with R0 < R1 and G0 < G1 for --range but received “${text}”.`)
  }
  return { r: [rLow!, rHigh!], g: [gLow!, gHigh] }
}
