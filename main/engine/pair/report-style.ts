/** What the exported page carries of style and script; the application itself uses neither. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem }
h1 { margin: 0 0 .5rem } h2 { margin: 2rem 0 .5rem; font-size: 1.15rem }
.note { border-inline-start: 4px solid; padding-inline-start: .75rem }
label { display: block } input[type=range] { width: 100%; margin: .25rem 0 .5rem }
img { display: block; width: 100% }
.swipe { position: relative; overflow: hidden }
#after { position: absolute; inset: 0; height: 100%; clip-path: inset(0 0 0 50%) }
#edge { position: absolute; inset-block: 0; inset-inline-start: 50%; width: 2px; margin-inline-start: -1px; background: #fff; box-shadow: 0 0 3px #000 }
svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible }
rect { fill: none; stroke: #ff3b30; stroke-width: 2; vector-effect: non-scaling-stroke }
text { fill: #fff; stroke: #000; stroke-width: .15em; paint-order: stroke; font-size: 2.2vmin }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: start; padding: .25rem .75rem .25rem 0; border-block-end: 1px solid #8886; vertical-align: top; overflow-wrap: anywhere }
@media print { input, label { display: none } }
`

export const REPORT_SCRIPT = `
const swipe = document.getElementById('swipe'), pair = document.getElementById('pair')
const move = (at) => {
  document.getElementById('after').style.clipPath = 'inset(0 0 0 ' + at + '%)'
  document.getElementById('edge').style.insetInlineStart = at + '%'
}
swipe.addEventListener('input', () => move(swipe.value))
const drag = (event) => {
  if (event.buttons === 0) return
  const box = pair.getBoundingClientRect()
  swipe.value = Math.max(0, Math.min(100, (100 * (event.clientX - box.left)) / box.width))
  move(swipe.value)
  event.preventDefault()
}
pair.addEventListener('pointerdown', drag)
pair.addEventListener('pointermove', drag)
`
