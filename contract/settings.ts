/** What the window remembers of how it looks. */
import * as v from 'valibot'
import { finite, integer } from './numbers'

export const Settings = v.strictObject({
  theme: v.picklist(['system', 'light', 'dark']),
  /** `auto`: the one that shows best on the present patch. */
  overlayColour: v.pipe(v.string(), v.regex(/^(auto|#[0-9a-f]{6})$/)),
  /** Opacity of the overlay, 0..1. */
  overlayStrength: finite(0, 1),
  drawer: v.boolean(),
  /** Of the charts, in CSS pixels; null: as it comes. */
  drawerHeight: v.nullable(integer(100, 4_000)),
  inspector: v.boolean(),
  /** Id of the model that a new photo begins with; one that this program does not know is the usual one. */
  model: v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)),
})

export type Settings = v.InferOutput<typeof Settings>

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  overlayColour: 'auto',
  overlayStrength: 0.6,
  drawer: true,
  drawerHeight: null,
  inspector: true,
  model: 'classes',
}
