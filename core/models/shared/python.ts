/** What a model gives to the script that does its work with numpy and OpenCV: see main/engine/python. */
import type { ChromaticityGate } from '../../scorers/gate/definition'
import type { HandModel } from './hand'

export interface PythonRequest {
  readonly patches: readonly {
    readonly role: 'add' | 'subtract'
    readonly class?: string | undefined
    readonly hand?: HandModel | undefined
  }[]
  readonly gate?: ChromaticityGate | undefined
  /** As the fit has them. */
  readonly shifts?: readonly number[] | undefined
  readonly parameters: Readonly<Record<string, number | boolean | string>>
}

export interface ModelPython {
  /** Whether it needs the chromaticities `r` and `g`: black, which has none, is then never usable. */
  readonly chromaticity: boolean
  /** A comment on `usable`, the pixels that count, where chromaticities are not needed; left out, `usable` is the lines' own. */
  readonly usable?: string
  /** The part that scores the pixels and cuts at THRESHOLD: it defines `score`, `PEAK` and `mask`. `bgr`, `usable`, PATCHES are there. */
  lines(request: PythonRequest): string[]
}
