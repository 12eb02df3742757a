/** What a model gives to the script that does its work with numpy and OpenCV: see main/engine/python. */
type Values = Readonly<Record<string, number | boolean | string>>

/**
 * An ellipse: the body of `fit(mean_r, mean_g, var_r, cov, var_g)`, a line an entry, from the moments of a patch's usable
 * pixels. It returns mean r, mean g, the inverse matrix as a, b, c, and the peak, as EllipseModel has them; FLOOR is defined.
 */
export interface EllipsePython {
  readonly kind: 'ellipse'
  readonly fit: readonly string[]
}

/**
 * A back-projection: what calcHist and calcBackProject are given. `bgr`, and for chromaticities float64 `r` and `g`,
 * are defined.
 */
export interface TablePython {
  readonly kind: 'table'
  /** Whether it needs r and g. */
  readonly chromaticity: boolean
  readonly planes: string
  readonly bins: (parameters: Values) => string
  readonly ranges: string
}

/** A gate: what is drawn in the plane, see main/engine/python/gate.ts. */
export interface GatePython {
  readonly kind: 'gate'
}

/** Classes of colour: the lines that make `score`, `PEAK` and `mask` of `bgr`, `PATCHES` and `THRESHOLD`. */
export interface ClassesPython {
  readonly kind: 'classes'
  readonly lines: (parameters: Values) => readonly string[]
}

export type ModelPython = EllipsePython | TablePython | GatePython | ClassesPython
