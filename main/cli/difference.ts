/** `chromapatch difference`: two photos, what changed between them, and where. */
import { extname, resolve } from 'node:path'
import type { Box, Comparison, ComparisonExport, CompareOptions, SlowMetrics } from '../../contract/comparison'
import type { Segmentation } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import { cutNote, reportOf } from '../engine/pair/report'
import { EngineService } from '../engine/service'
import { alignParameters } from '../../core/pair/align'
import { changesParameters } from '../../core/pair/changes'
import { differenceParameters } from '../../core/pair/difference'
import { lightParameters } from '../../core/pair/light'
import type { ChoiceParameter } from '../../core/models/shared/define'
import { formatOf, numberFrom, pageFrom, parse, patchFrom, COMPARISON_FORMATS, usage, wholeFrom } from './arguments'
import { besides } from './difference-besides'
import { colourLines, colourOf, hasColour } from './colour-share'
import { context } from './engine'
import { refuseTwice } from './flags/output-flags'
import { areFolders, differenceFolders } from './series/difference-folders'
import { AFTER, BEFORE, openPair, photosFrom, type PairPhotos } from './pair-photos'
import { SEGMENTATION_OPTIONS, segmentationFrom } from './flags/segmentation-flags'
import { workerFile } from './worker-file'

const { sensitivity, minArea } = changesParameters

const OPTIONS = {
  align: { type: 'string', default: alignParameters.align.default },
  light: { type: 'string', default: lightParameters.light.default },
  sensitivity: { type: 'string', default: String(sensitivity.default) },
  'min-area': { type: 'string', default: String(minArea.default) },
  ...SEGMENTATION_OPTIONS,
  ignore: { type: 'string', multiple: true },
  mode: { type: 'string', default: differenceParameters.mode.default },
  out: { type: 'string' },
  aligned: { type: 'string' },
  animation: { type: 'string' },
  report: { type: 'string' },
  csv: { type: 'string' },
  split: { type: 'boolean', default: false },
  'fail-on-change': { type: 'boolean', default: false },
  damaged: { type: 'boolean', default: false },
  pages: { type: 'string' },
  'replace-original': { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** With --fail-on-change, where there is a region. */
const EXIT_CHANGED = 5
const COMPARISON = 'c1'

interface Plan {
  readonly photos: PairPhotos
  readonly options: CompareOptions
  /** Whose share of both photos is asked for. */
  readonly colour: Segmentation | null
  readonly outputs: readonly { readonly target: string; readonly what: ComparisonExport }[]
  readonly failOnChange: boolean
  readonly damaged: boolean
  readonly pages: readonly [before: number, after: number]
  readonly replaceOriginal: boolean
  readonly threads: number | undefined
  readonly json: boolean
}

/** @returns what is printed on standard output, and the exit code. @throws ChromapatchError */
export async function difference(words: readonly string[]): Promise<{ text: string; code: number }> {
  const plan = planFrom(words)
  const engine = new EngineService({
    workerFile,
    ...(plan.threads === undefined ? {} : { threads: plan.threads }),
  })
  try {
    if (await areFolders(plan.photos)) return await differenceFolders(engine, plan, EXIT_CHANGED)
    const names = await openPair(engine, plan)
    const pair = { before: BEFORE, after: AFTER }
    const comparison = await engine.call('compare', { comparison: COMPARISON, ...pair, options: plan.options }, context)
    const metrics = await engine.call('comparisonMetrics', { comparison: COMPARISON }, context)
    for (const { target, what } of plan.outputs) {
      await engine.call('exportComparison', { comparison: COMPARISON, what, target, overwriteSource: plan.replaceOriginal }, context)
    }
    const colour =
      plan.colour &&
      colourOf(plan.colour, await engine.call('measureColour', { comparison: COMPARISON, segmentation: plan.colour }, context))
    const report = { ...reportOf(comparison, metrics), ...(colour === null ? {} : { colour }) }
    const text = plan.json ? JSON.stringify(report) : asText(plan, names, comparison, metrics, colour)
    return { text, code: plan.failOnChange && isChanged(comparison) ? EXIT_CHANGED : 0 }
  } finally {
    await engine.close()
  }
}

/** What one photo alone shows counts as changed too. */
const isChanged = ({ regions, onlyBefore, onlyAfter }: Comparison) => regions.length + onlyBefore.length + onlyAfter.length > 0

function planFrom(words: readonly string[]): Plan {
  const { values, positionals } = parse(words, OPTIONS)
  const options: CompareOptions = {
    align: choiceFrom(values.align, '--align', alignParameters.align),
    manual: null,
    light: choiceFrom(values.light, '--light', lightParameters.light),
    sensitivity: numberFrom(values.sensitivity, '--sensitivity', sensitivity.min, sensitivity.max),
    minArea: wholeFrom(values['min-area'], '--min-area', minArea.min, minArea.max),
    ignored: (values.ignore ?? []).map(boxFrom),
  }
  const mode = choiceFrom(values.mode, '--mode', differenceParameters.mode)
  return {
    photos: photosFrom(positionals, values.split),
    options,
    colour: hasColour(values) ? segmentationFrom(values, 'gaussian') : null,
    outputs: outputsFrom(values, mode),
    failOnChange: values['fail-on-change'],
    damaged: values.damaged,
    pages: pagesFrom(values.pages),
    replaceOriginal: values['replace-original'],
    threads: values.threads === undefined ? undefined : wholeFrom(values.threads, '--threads', 1, 16),
    json: values.json,
  }
}

/** `1,2`: the first page of before, the second of after. */
function pagesFrom(text: string | undefined): [before: number, after: number] {
  const [before, after] = (text ?? '1,1').split(',')
  return [pageFrom(before), pageFrom(after ?? before)]
}

type DifferenceMode = Extract<ComparisonExport, { content: 'difference' }>['mode']

function outputsFrom(
  values: Partial<Record<'out' | 'aligned' | 'animation' | 'report' | 'csv', string | undefined>>,
  mode: DifferenceMode,
): Plan['outputs'] {
  const outputs: { target: string; what: ComparisonExport }[] = []
  const add = (file: string | undefined, what: (file: string) => ComparisonExport) => {
    if (file !== undefined) outputs.push({ target: resolve(file), what: what(file) })
  }
  add(values.out, (file) => ({ content: 'difference', mode, format: formatOf(file, COMPARISON_FORMATS) }))
  add(values.aligned, (file) => ({ content: 'aligned', format: formatOf(file, COMPARISON_FORMATS) }))
  add(values.animation, (file) => ({ content: 'animation', format: animationFormat(file), milliseconds: 700 }))
  add(values.report, () => ({ content: 'report' }))
  add(values.csv, () => ({ content: 'csv' }))
  refuseTwice(outputs.map(({ target }) => target))
  return outputs
}

function choiceFrom<T extends string>(text: string, flag: string, { choices }: ChoiceParameter<T>): T {
  const found = choices.find(({ id }) => id === text)
  if (found === undefined) throw usage(`Expected ${choices.map(({ id }) => id).join(', ')} for ${flag} but received “${text}”.`)
  return found.id
}

function boxFrom(text: string): Box {
  const { x, y, w, h } = patchFrom(text, 'add')
  if (x < 0 || y < 0 || w < 1 || h < 1) throw usage(`Expected X,Y,W,H inside of the photo for --ignore but received “${text}”.`)
  return { x, y, w, h }
}

function animationFormat(file: string): 'webp' | 'gif' {
  const ending = extname(file).toLowerCase()
  if (ending === '.webp') return 'webp'
  if (ending === '.gif') return 'gif'
  throw new ChromapatchError('OUTPUT_UNKNOWN_FORMAT', `The ending of “${file}” names no animation.`, { hint: 'Use .webp or .gif.' })
}

function asText(
  { options, outputs }: Plan,
  names: readonly string[],
  { size, align, light, noise, signedGray, mse, psnr, regions, changedFraction, notes, ...more }: Comparison,
  { ssim, deltaE }: SlowMetrics,
  colour: ReturnType<typeof colourOf> | null,
): string {
  const numbers = (values: readonly number[], digits: number) => values.map((value) => value.toFixed(digits)).join(', ')
  const residual =
    align.residual === null
      ? ''
      : `, residual ${align.residual.toFixed(2)} pixels, confidence ${(100 * (align.confidence ?? 0)).toFixed(0)} %`
  const lines = [
    `${names.join(' → ')}  ${size.width} × ${size.height}`,
    `align      ${align.found ? align.model : 'none found'}${residual}, overlap ${(100 * align.overlap).toFixed(1)} %`,
    `light      gain ${numbers(light.gain, 3)}; bias ${numbers(light.bias, 1)}`,
    `grey       ${signedGray.min.toFixed(4)} to ${signedGray.max.toFixed(4)}, mean ${signedGray.mean.toFixed(5)}, |mean| ${signedGray.meanAbs.toFixed(5)}, RMS ${signedGray.rms.toFixed(5)}`,
    `metrics    MSE ${mse.toFixed(3)}, PSNR ${psnr === null ? 'equal photos' : `${psnr.toFixed(2)} dB`}, SSIM ${ssim === null ? 'too small' : ssim.toFixed(5)}, ΔE2000 mean ${deltaE.mean.toFixed(3)}, max ${deltaE.max.toFixed(2)}, above 2.3 ${(100 * deltaE.above2_3).toFixed(2)} %`,
    `noise      σ ${noise.toFixed(2)}, threshold ${options.sensitivity} σ`,
    align.found
      ? `changes    ${regions.length}, ${(100 * changedFraction).toFixed(3)} % of the photo`
      : 'changes    not known: the photos were not brought together',
    ...regions.map(
      ({ x, y, w, h, area, meanDelta, deltaE: change, kind, level }) =>
        `  ${kind.padEnd(10)} ${level.padEnd(6)} ${w} × ${h} at ${x}, ${y}: ${area} pixels, grey ${(-meanDelta).toFixed(3)}, ΔE ${change.toFixed(1)}`,
    ),
    ...besides(more),
    ...(colour === null ? [] : colourLines(colour)),
    ...[...notes, ...cutNote({ regions })].map((note) => `note: ${note}`),
    ...outputs.map(({ target }) => `written: ${target}`),
  ]
  return lines.join('\n')
}
