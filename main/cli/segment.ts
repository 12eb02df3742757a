/** `chromapatch segment`: one photo, its patches, a mask. */
import { resolve } from 'node:path'
import type { ClassShares, DocumentInfo, Segmentation, Segmented } from '../../contract/contract'
import { templatesOf } from '../engine/recipe/names'
import { RECIPE_ENDING } from '../engine/recipe/schema'
import { refuseSources } from '../disk/refuse-sources'
import type { EngineService } from '../engine/service'
import { writeFileAtomically } from '../disk/atomic'
import { gateText } from '../../core/scorers/gate/words'
import { onePhoto, pageFrom, parse, usage, wholeFrom } from './arguments'
import { stepsFrom } from './flags/clean-flags'
import { context, DOCUMENT, withPhoto } from './engine'
import { limitFrom } from './flags/outline-flags'
import { figuresFrom, OUTPUT_OPTIONS, outputsFrom, refuseTwice, scaleFrom, type Figure, type Output } from './flags/output-flags'
import { SEGMENTATION_OPTIONS, segmentationFrom } from './flags/segmentation-flags'

const OPTIONS = {
  ...SEGMENTATION_OPTIONS,
  clean: { type: 'string' },
  limit: { type: 'string' },
  contiguous: { type: 'boolean', default: false },
  ...OUTPUT_OPTIONS,
  recipe: { type: 'string' },
  python: { type: 'string' },
  damaged: { type: 'boolean', default: false },
  page: { type: 'string' },
  'replace-original': { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

interface Plan {
  readonly photo: string
  readonly segmentation: Segmentation
  readonly outputs: readonly Output[]
  readonly figures: readonly Figure[]
  /** Millimetres a pixel. */
  readonly scale: number | null
  readonly recipe: string | null
  readonly python: string | null
  readonly damaged: boolean
  readonly page: number
  readonly replaceOriginal: boolean
  readonly threads: number | undefined
  readonly json: boolean
}

/** @returns what is printed on standard output. @throws ChromapatchError */
export async function segment(words: readonly string[]): Promise<string> {
  const plan = planFrom(words)
  const { damaged, threads, page } = plan
  return await withPhoto(plan.photo, { damaged, page, ...(threads === undefined ? {} : { threads }) }, (engine, info) =>
    run(engine, info, plan),
  )
}

async function run(engine: EngineService, info: DocumentInfo, plan: Plan): Promise<string> {
  const { segmentation, outputs, figures, scale, recipe, python, replaceOriginal, json } = plan
  // One pixel is enough of a map: the statistics and the warnings come with it.
  const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }
  const segmented = await engine.call('segment', { document: DOCUMENT, segmentation, view }, context)
  const several = segmentation.patches.some((patch) => patch.class !== undefined)
  const shares = several ? await engine.call('classShares', { document: DOCUMENT, segmentation }, context) : null
  const area = await engine.call('measure', { document: DOCUMENT, segmentation }, context)
  for (const { target, options } of outputs) {
    await engine.call('export', { document: DOCUMENT, segmentation, options, target, overwriteSource: replaceOriginal }, context)
  }
  for (const { target, format } of figures) {
    await engine.call('exportFigures', { document: DOCUMENT, segmentation, format, scale, target }, context)
  }
  if (recipe !== null) {
    const files = [...outputs, ...figures].map(({ target }) => target)
    const names = templatesOf(files, info.name)
    const content = {
      segmentation,
      outputs: outputs.map(({ options }, i) => ({ name: names[i]!, options })),
      figures: figures.map(({ format }, i) => ({ name: names[outputs.length + i]!, format })),
      scale,
    }
    await engine.call('saveRecipe', { document: DOCUMENT, content, target: recipe }, context)
  }
  if (python !== null) {
    const { text } = await engine.call('python', { document: DOCUMENT, segmentation }, context)
    await refuseSources([{ source: { kind: 'file', path: resolve(plan.photo), name: info.name } }], python)
    await writeFileAtomically(python, Buffer.from(text, 'utf8'))
  }
  const written = [...outputs, ...figures, ...targetsOf([recipe, python])]
  return json ? asJson(info, segmentation, segmented, area, shares) : asText(info, segmentation, segmented, area, shares, written)
}

function planFrom(words: readonly string[]): Plan {
  const { values, positionals } = parse(words, OPTIONS)
  const photo = onePhoto(positionals)
  const segmentation = segmentationFrom(values, 'classes')
  const [outputs, figures] = [outputsFrom(values), figuresFrom(values)]
  const recipe = values.recipe === undefined ? null : recipeTarget(values.recipe)
  const python = values.python === undefined ? null : pythonTarget(values.python)
  refuseTwice([...outputs, ...figures, ...targetsOf([recipe, python])].map(({ target }) => target))
  return {
    photo,
    segmentation: {
      ...segmentation,
      ...(values.clean === undefined ? {} : { clean: stepsFrom(values.clean) }),
      ...(values.limit === undefined ? {} : { limit: limitFrom(values.limit) }),
      ...(values.contiguous ? { contiguous: true } : {}),
    },
    outputs,
    figures,
    scale: scaleFrom(values),
    recipe,
    python,
    damaged: values.damaged,
    page: pageFrom(values.page),
    replaceOriginal: values['replace-original'],
    threads: values.threads === undefined ? undefined : wholeFrom(values.threads, '--threads', 1, 16),
    json: values.json,
  }
}

function recipeTarget(path: string): string {
  if (!path.endsWith('.json')) throw usage(`A recipe is JSON: “${path}” must end in ${RECIPE_ENDING}.`)
  return resolve(path)
}

function pythonTarget(path: string): string {
  if (!path.endsWith('.py')) throw usage(`A script of Python must end in .py: “${path}” does not.`)
  return resolve(path)
}

const targetsOf = (paths: readonly (string | null)[]) => paths.flatMap((target) => (target === null ? [] : [{ target }]))

function asJson(
  info: DocumentInfo,
  { model, gate }: Segmentation,
  { patches, warnings, exactAt: threshold }: Segmented,
  area: { pixels: number; fraction: number },
  shares: ClassShares | null,
): string {
  return JSON.stringify({
    image: { width: info.width, height: info.height, blackPixels: info.blackPixels },
    patches: patches.map(({ x, y, w, h, role, pixels, meanR, meanG, stdR, stdG, covariance }) => ({
      ...{ x, y, w, h, role, pixels, meanR, meanG, stdR, stdG, covariance },
    })),
    model,
    ...(gate === undefined ? {} : { gate: gateText(gate) }),
    threshold,
    mask: area,
    ...(shares === null ? {} : { classes: shares }),
    warnings: [...info.notes, ...warnings],
  })
}

function asText(
  info: DocumentInfo,
  { model, gate }: Segmentation,
  { patches, warnings, scale, exactAt: threshold }: Segmented,
  { pixels, fraction }: { pixels: number; fraction: number },
  shares: ClassShares | null,
  outputs: readonly { readonly target: string }[],
): string {
  const lines = [`${info.name}  ${info.width} × ${info.height}  ${info.format}`]
  for (const patch of patches) {
    const place = `${patch.role === 'add' ? 'patch   ' : 'subtract'} ${patch.w} × ${patch.h} at ${patch.x}, ${patch.y}`
    lines.push(`${place}  r ${patch.meanR.toFixed(4)} ± ${patch.stdR.toFixed(4)}  g ${patch.meanG.toFixed(4)} ± ${patch.stdG.toFixed(4)}`)
  }
  const rule = gate === undefined ? `${model} ${scale.kind === 'byte' ? '>=' : '>'} ${threshold}` : gateText(gate)
  lines.push(`${rule}: ${pixels} pixels, ${(100 * fraction).toFixed(2)} %`)
  for (const { name, pixels: of } of shares === null ? [] : [...shares.classes, { name: 'none', pixels: shares.none }]) {
    lines.push(`  ${name}: ${of} pixels, ${((100 * of) / (info.width * info.height)).toFixed(2)} %`)
  }
  for (const warning of [...info.notes, ...warnings]) lines.push(`note: ${warning}`)
  for (const { target } of outputs) lines.push(`written: ${target}`)
  return lines.join('\n')
}
