/** Export options with nothing left out, checked against each other. */
import type { ExportOptions } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { formats, formatsThat } from '../../../core/formats'

export interface FullOptions extends Omit<ExportOptions, 'rest'> {
  readonly maskDepth: 1 | 8 | 16
  readonly rest: 'none' | 'desaturated' | 'blurred'
  /** Null: by the photo's size. */
  readonly blur: number | null
  readonly crop: boolean
  readonly profile: 'srgb' | 'source'
  readonly depth: 8 | 16
}

/** @throws ChromapatchError PARAMETER_INVALID for what no format can hold. */
export function fullOptions(given: ExportOptions): FullOptions {
  const { maskDepth = 8, restBlur, crop = false, profile = 'srgb', depth = 8 } = given
  const { content, format, matte } = given
  const held = formats[format]
  const isPhoto = content === 'cutout' || content === 'splash'
  const rest = content === 'splash' ? (given.rest ?? 'desaturated') : 'none'
  if (!isPhoto && format !== 'png') throw invalid('A mask or a score map alone is written as PNG.', 'Choose PNG.')
  if (content === 'cutout' && !held.hasTransparency && matte === null) {
    throw invalid(`${held.title} has no transparency.`, `Choose a colour to put behind, or ${formatsThat((each) => each.hasTransparency)}.`)
  }
  if (isPhoto && depth > held.depth) {
    throw invalid(`${held.title} has 8 bits a channel here.`, `Choose ${formatsThat((each) => each.depth === 16)} for 16 bits.`)
  }
  return { ...given, maskDepth, rest, blur: restBlur ?? null, crop, profile, depth }
}

function invalid(message: string, hint: string): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', message, { hint })
}
