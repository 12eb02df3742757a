/** The clipboard: pictures as PNG bytes, which the engine reads like any other photo and writes when they are copied, and text. */
import { clipboard, ClipboardItem, nativeImage, type NativeImage } from 'electron'
import { ChromapatchError } from '../../contract/errors'

export const PASTED_NAME = 'Clipboard.png'

/** What Electron had before its clipboard became the web's. */
interface OlderClipboard {
  readImage(): NativeImage
  writeImage(image: NativeImage): void
}

/** Null where the clipboard holds no picture. */
export async function readPicture(): Promise<Uint8Array | null> {
  if ('readImage' in clipboard) {
    const picture = (clipboard as unknown as OlderClipboard).readImage()
    return picture.isEmpty() ? null : new Uint8Array(picture.toPNG())
  }
  const item = (await clipboard.read()).find(({ types }) => types.includes('image/png'))
  if (!item) return null
  const picture = (await item.getType('image/png')) as Blob
  return new Uint8Array(await picture.arrayBuffer())
}

/** @returns the picture's size. @throws ChromapatchError OUTPUT_FAILED */
export async function writePicture(png: Buffer): Promise<{ width: number; height: number }> {
  const picture = nativeImage.createFromBuffer(png)
  if (picture.isEmpty()) {
    throw new ChromapatchError('OUTPUT_FAILED', 'The picture is too large for the clipboard.', { hint: 'Export it to a file instead.' })
  }
  if ('writeImage' in clipboard) (clipboard as unknown as OlderClipboard).writeImage(picture)
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(png)], { type: 'image/png' }) })])
  return picture.getSize()
}

/** In some Electrons it is there when this returns, in others when the promise is kept. */
export async function writeText(text: string): Promise<void> {
  await clipboard.writeText(text)
}
