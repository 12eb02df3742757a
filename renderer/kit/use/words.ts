/** Figures as this window writes them. */
export { showCount } from '../../../contract/shown'

export function showPercent(fraction: number): string {
  const percent = fraction * 100
  if (percent === 0) return '0 %'
  if (percent < 0.01) return '< 0.01 %'
  // 99.98 % is not 100 %.
  if (percent < 1 || (percent > 99.9 && percent < 100)) return `${(Math.floor(percent * 100) / 100).toFixed(2)} %`
  return `${percent.toFixed(1)} %`
}

export function showBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`
  return `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`
}

export function showZoom(zoom: number): string {
  const percent = zoom * 100
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** Of a patch: its letter, and what the user calls it. */
export const patchTitle = ({ letter, name }: { readonly letter: number; readonly name?: string | undefined }) =>
  name ? `${letterOf(letter)}, ${name}` : letterOf(letter)

export const letterOf = (letter: number) =>
  letter < 26
    ? String.fromCharCode(65 + letter)
    : `${String.fromCharCode(64 + Math.floor(letter / 26))}${String.fromCharCode(65 + (letter % 26))}`

/** Colours repeat after this many patches; the letter still tells them apart. */
const PATCH_COLOURS = 8
export const patchColour = (letter: number) => `var(--patch-${letter % PATCH_COLOURS})`

/** As it stands in a field: “px of the full photo” is told in its tip. */
export const shortUnit = (unit: string) => /^(px²?|%)(?= |$)/.exec(unit)?.[0] ?? ''
