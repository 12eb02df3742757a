/**
 * The report as one page that needs nothing else: pictures, styles and the few lines that move the swipe are inside. It asks
 * no network, and its policy forbids any.
 */
import { counted } from '../../../contract/shown'
import { alignParameters } from '../../../core/pair/align'
import { changesParameters } from '../../../core/pair/changes'
import type { Parameters } from '../../../core/models/shared/define'
import { lightParameters } from '../../../core/pair/light'
import type { fullReportOf } from './report'
import { REPORT_SCRIPT, REPORT_STYLE } from './report-style'

/** So that a setting has the window's name beside that of the command line. */
const DECLARED: Parameters = { ...alignParameters, ...lightParameters, ...changesParameters }

type Report = ReturnType<typeof fullReportOf>

/** JPEG bytes. */
export interface ReportPictures {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly difference: Uint8Array
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** A photo's name may be anything. */
const text = (value: unknown) => String(value).replace(/[&<>"']/g, (letter) => escapes[letter]!)
const picture = (bytes: Uint8Array) => `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`
const fixed = (value: number | null, digits: number, none = 'none') => (value === null ? none : value.toFixed(digits))
const percent = (share: number) => `${(100 * share).toFixed(2)} %`

export function pageOf(report: Report, { before, after, difference }: ReportPictures): string {
  const { photos, size, regions } = report
  const title = `${photos.before} and ${photos.after}`
  const view = `viewBox="0 0 ${size.width} ${size.height}"`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${text(title)}: what changed</title>
<style>${REPORT_STYLE}</style>
<main>
<h1>What changed</h1>
<p>${text(photos.before)} (before) and ${text(photos.after)} (after), ${size.width} × ${size.height} pixels: <strong>${headline(report)}</strong></p>
${besides(report)}
${report.notes.map((note) => `<p class="note">${text(note)}</p>`).join('\n')}
<h2>Before and after</h2>
<label for="swipe">Swipe: before on the left, after on the right</label>
<input id="swipe" type="range" min="0" max="100" value="50">
<div class="swipe" id="pair">
<img alt="Before" src="${picture(before)}"><img alt="After, aligned and in the light of before" id="after" src="${picture(after)}">
<svg ${view} aria-hidden="true">${regions.map(outline).join('')}</svg>
<div id="edge"></div>
</div>
<h2>Changes</h2>
${regions.length === 0 ? '<p>None is listed.</p>' : regionTable(regions)}
<h2>Difference</h2>
<p>Before − after in grey, red where after is brighter, blue where it is darker; the strongest colour is ${fixed(Math.max(Math.abs(report.signedGray.min), Math.abs(report.signedGray.max)), 3)}.</p>
<img class="whole" alt="Signed difference" src="${picture(difference)}">
<h2>Figures</h2>
${table(figures(report))}
<h2>How it was made</h2>
${table([
  ['Chromapatch', report.application.version],
  [
    'Operations',
    Object.entries(report.operations)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ],
  ...Object.entries(report.parameters).map(([name, value]): [string, string] => [
    name in DECLARED ? `${DECLARED[name]!.title} (${name})` : name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]),
  [
    'Alignment',
    `${report.align.model}: ${report.align.homography.map((row) => row.map((value) => value.toPrecision(8)).join(' ')).join('; ')}`,
  ],
])}
<h2>Definitions</h2>
${table(Object.entries(report.definitions))}
</main>
<script type="application/json" id="report">${JSON.stringify(report).replace(/</g, '\\u003c')}</script>
<script>${REPORT_SCRIPT}</script>
</html>
`
}

/** Nothing is counted, and nothing called the same, without evidence. */
function headline({ regions, verdict, changedFraction }: Report): string {
  if (verdict.sameness === 'unknown') return `it is not known whether anything changed. ${verdict.reasons.map(text).join(' ')}`
  if (regions.length === 0) return 'no change found.'
  return `${counted(regions.length, 'change', 'changes')}, ${percent(changedFraction)} of the photo.`
}

function besides({ perhaps, lightOnly }: Report): string {
  if (perhaps.length + lightOnly.length === 0) return ''
  return `<p>Not listed: ${perhaps.length} places where perhaps nothing changed, ${lightOnly.length} where only the light is another.</p>`
}

const outline = ({ x, y, w, h }: Report['regions'][number], i: number) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}"/><text x="${x}" y="${y}">${i + 1}</text>`

function regionTable(regions: Report['regions']): string {
  const head = ['', 'What', 'x', 'y', 'Width', 'Height', 'Area', 'Mean change', 'ΔE2000']
    .map((name) => `<th scope="col">${name}</th>`)
    .join('')
  const rows = regions.map(({ kind, x, y, w, h, area, meanDelta, deltaE }, i) => {
    const cells = [kind, x, y, w, h, area, meanDelta.toFixed(3), deltaE.toFixed(1)].map((cell) => `<td>${text(cell)}</td>`).join('')
    return `<tr><th scope="row">${i + 1}</th>${cells}</tr>`
  })
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function figures({ align, light, noise, signedGray: grey, metrics }: Report): [string, string][] {
  const channels = (values: readonly number[], digits: number) => values.map((value) => value.toFixed(digits)).join(', ')
  return [
    ['Alignment', align.found ? align.model : 'none found'],
    ['Alignment residual', align.residual === null ? 'not measured' : `${align.residual.toFixed(2)} pixels`],
    ['Overlap', percent(align.overlap)],
    ['Confidence', align.confidence === null ? 'not measured' : percent(align.confidence)],
    ['Gain R, G, B', channels(light.gain, 3)],
    ['Bias R, G, B', channels(light.bias, 2)],
    ['Noise σ', noise.toFixed(2)],
    ['Signed grey: least, greatest', `${fixed(grey.min, 4)}, ${fixed(grey.max, 4)}`],
    ['Signed grey: mean, mean absolute, RMS', [grey.mean, grey.meanAbs, grey.rms].map((value) => value.toFixed(5)).join(', ')],
    ['MSE', fixed(metrics.mse, 3)],
    ['PSNR', metrics.psnr === null ? 'equal photos' : `${metrics.psnr.toFixed(2)} dB`],
    ['SSIM', fixed(metrics.ssim, 5)],
    [
      'ΔE2000: mean, greatest, above 2.3',
      `${fixed(metrics.deltaE.mean, 3)}, ${fixed(metrics.deltaE.max, 2)}, ${percent(metrics.deltaE.above2_3)}`,
    ],
  ]
}

function table(rows: readonly (readonly [string, string | number])[]): string {
  return `<table><tbody>${rows.map(([name, value]) => `<tr><th scope="row">${text(name)}</th><td>${text(value)}</td></tr>`).join('')}</tbody></table>`
}
