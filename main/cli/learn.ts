/** `chromapatch learn`: a colour's numbers from the patches of a photo, pooled with what other photos taught. */
import { counted } from '../../contract/shown'
import { basename, resolve } from 'node:path'
import type { Learned } from '../../contract/learned'
import { ChromapatchError } from '../../contract/errors'
import { pooledColours } from '../../core/models/learned'
import { writeFileAtomically } from '../disk/atomic'
import { colourText, readColour, type ColourFile } from '../engine/recipe/colour'
import { currentVersion } from '../engine/recipe/migrate'
import { stepsOf } from '../engine/recipe/write'
import { checkModel } from '../engine/mask/parameters'
import { onePhoto, parse, usage, wholeFrom } from './arguments'
import { context, DOCUMENT, withPhoto } from './engine'
import { stepsFrom } from './flags/clean-flags'
import { SEGMENTATION_OPTIONS, segmentationFrom } from './flags/segmentation-flags'

const OPTIONS = {
  ...SEGMENTATION_OPTIONS,
  clean: { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
  with: { type: 'string', multiple: true },
  damaged: { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** @returns what is printed on standard output. @throws ChromapatchError */
export async function learn(words: readonly string[]): Promise<string> {
  const { values, positionals } = parse(words, OPTIONS)
  const photo = onePhoto(positionals)
  const segmentation = { ...segmentationFrom(values, 'classes'), ...(values.clean === undefined ? {} : { clean: stepsFrom(values.clean) }) }
  const { name, out } = values
  if (name === undefined || name.trim() === '') throw usage('Expected --name NAME for the colour.')
  if (out === undefined || !out.endsWith('.json')) throw usage('Expected --out FILE.json for the colour.')
  const target = resolve(out)
  if (target === resolve(photo)) throw usage('The colour would take the place of the photo.')
  const others: ColourFile[] = []
  for (const each of values.with ?? []) others.push(await readColour(resolve(each)))
  const { model, parameters } = checkModel(segmentation.model, segmentation.parameters, segmentation.threshold)
  const options = values.threads === undefined ? {} : { threads: wholeFrom(values.threads, '--threads', 1, 16) }
  const here = await withPhoto(photo, { damaged: values.damaged, ...options }, async (engine) => {
    const found = await engine.call('learn', { document: DOCUMENT, segmentation }, context)
    const { sha256 } = await engine.call('digest', { document: DOCUMENT }, context)
    return { ...found, on: { photo: basename(photo), sha256, patches: segmentation.patches } }
  })
  const learned = others.reduce((all, other) => pooled(all, other, model, parameters), here.learned)
  const text = colourText({
    name: name.trim(),
    model: { id: model, version: currentVersion(model)!, parameters: { ...parameters } },
    ...(segmentation.gate === undefined ? {} : { gate: segmentation.gate }),
    threshold: here.threshold,
    clean: stepsOf(segmentation.clean ?? []),
    learned,
    on: [...others.flatMap(({ on }) => on), here.on],
  })
  await writeFileAtomically(target, Buffer.from(text, 'utf8'))
  const { classes, share } = learned
  if (values.json) return JSON.stringify({ name: name.trim(), model, classes: classes.length, share, file: basename(target) })
  const selects = share === null ? '' : `, ${(100 * share).toFixed(2)} % of the photo`
  return `${name.trim()}: ${model}, ${counted(classes.length, 'class', 'classes')}${selects}\nwritten: ${target}`
}

/** Only numbers of the same model with the same parameters can be pooled. */
function pooled(learned: Learned, other: ColourFile, model: string, parameters: object): Learned {
  const isSame = other.model.id === model && sameValues(other.model.parameters, parameters)
  const together = isSame ? pooledColours(learned, other.learned) : null
  if (together !== null) return together
  throw new ChromapatchError('PARAMETER_INVALID', `“${other.name}” was learned by another model or with other options.`, {
    hint: 'Learn all photos with the same --model and options.',
  })
}

const sameValues = (a: object, b: object): boolean =>
  JSON.stringify(Object.entries(a).sort(([x], [y]) => (x < y ? -1 : 1))) ===
  JSON.stringify(Object.entries(b).sort(([x], [y]) => (x < y ? -1 : 1)))
