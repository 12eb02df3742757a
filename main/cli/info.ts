/** `chromapatch info`: what a photo is and what opening it does to it. */
import { onePhoto, parse } from './arguments'
import { withPhoto } from './engine'

const OPTIONS = { json: { type: 'boolean', default: false }, damaged: { type: 'boolean', default: false } } as const

/** @returns what is printed on standard output. @throws ChromapatchError */
export async function info(words: readonly string[]): Promise<string> {
  const { values, positionals } = parse(words, OPTIONS)
  return await withPhoto(onePhoto(positionals), { damaged: values.damaged, threads: 1 }, async (_, found) => {
    const { document: _document, levels: _levels, ...said } = found
    if (values.json) return JSON.stringify(said)
    const share = (pixels: number) => `${pixels} (${((100 * pixels) / (said.width * said.height)).toFixed(2)} %)`
    return [
      said.name,
      `size            ${said.width} × ${said.height}, ${((said.width * said.height) / 1e6).toFixed(1)} megapixels`,
      `format          ${said.format}, ${said.fileBytes} bytes`,
      `alpha           ${said.hasAlpha ? 'yes' : 'no'}`,
      `black pixels    ${share(said.blackPixels)}`,
      `clipped pixels  ${share(said.clippedPixels)}`,
      `camera data     ${said.hasCameraData ? 'yes' : 'no'}`,
      `location        ${said.hasLocation ? 'yes' : 'no'}`,
      ...said.notes.map((note) => `note            ${note}`),
    ].join('\n')
  })
}
