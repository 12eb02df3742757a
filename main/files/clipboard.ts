/** The picture on the clipboard, as PNG bytes: the engine reads it like any other photo. */
import { clipboard, type NativeImage } from 'electron'

export const PASTED_NAME = 'Clipboard.png'

/** What Electron had before its clipboard became the web's. */
interface OlderClipboard {
  readImage(): NativeImage
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
