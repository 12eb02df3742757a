/**
 * The name of an ICC profile, for the line that says what was converted.
 * Source: ICC.1:2022, 7.3 (tag table), 10.15 (multiLocalizedUnicode), and `desc` of version 2.
 * @returns null where the profile is damaged or names itself nowhere.
 */
export function profileName(icc: Uint8Array): string | null {
  if (icc.length < 132) return null
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength)
  const tag = (at: number) => String.fromCharCode(...icc.subarray(at, at + 4))
  const count = Math.min(view.getUint32(128), 200)
  for (let i = 0; i < count; i++) {
    const entry = 132 + i * 12
    if (entry + 12 > icc.length) return null
    if (tag(entry) !== 'desc') continue
    const offset = view.getUint32(entry + 4)
    if (offset + 28 > icc.length) return null
    if (tag(offset) === 'desc')
      return clean(String.fromCharCode(...icc.subarray(offset + 12, offset + 12 + Math.min(view.getUint32(offset + 8), 200))))
    if (tag(offset) !== 'mluc') return null
    const length = Math.min(view.getUint32(offset + 20), 400)
    const start = offset + view.getUint32(offset + 24)
    if (start + length > icc.length) return null
    return clean(new TextDecoder('utf-16be').decode(icc.subarray(start, start + length)))
  }
  return null
}

function clean(name: string): string | null {
  const shown = name.replace(/[\u0000-\u001f]+/g, ' ').trim()
  return shown === '' ? null : shown.slice(0, 80)
}
