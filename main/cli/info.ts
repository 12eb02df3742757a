/** `chromapatch info`: what a photo is and what opening it does to it. */
import { onePhoto, pageFrom, parse } from './arguments'
import { withPhoto } from './engine'

const OPTIONS = {
  json: { type: 'boolean', default: false },
  damaged: { type: 'boolean', default: false },
  page: { type: 'string' },
} as const

/** What the engine and the window say to each other and nobody else needs. */
const INTERNAL: ReadonlySet<string> = new Set(['document', 'levels'])

/** @returns what is printed on standard output. @throws ChromapatchError */
export async function info(words: readonly string[]): Promise<string> {
  const { values, positionals } = parse(words, OPTIONS)
  return await withPhoto(onePhoto(positionals), { damaged: values.damaged, threads: 1, page: pageFrom(values.page) }, async (_, found) => {
    const said = Object.fromEntries(Object.entries(found).filter(([name]) => !INTERNAL.has(name)))
    if (values.json) return JSON.stringify(said)
    const share = (pixels: number) => `${pixels} (${((100 * pixels) / (found.width * found.height)).toFixed(2)} %)`
    return [
      found.name,
      `size            ${found.width} × ${found.height}, ${((found.width * found.height) / 1e6).toFixed(1)} megapixels`,
      `format          ${found.format}, ${found.fileBytes} bytes`,
      ...(found.pages === undefined ? [] : [`page            ${found.page} of ${found.pages}`]),
      `alpha           ${found.hasAlpha ? 'yes' : 'no'}`,
      `black pixels    ${share(found.blackPixels)}`,
      `clipped pixels  ${share(found.clippedPixels)}`,
      `camera data     ${found.hasCameraData ? 'yes' : 'no'}`,
      `location        ${found.hasLocation ? 'yes' : 'no'}`,
      ...found.notes.map((note) => `note            ${note}`),
    ].join('\n')
  })
}
