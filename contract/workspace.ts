/** The workspace that is saved by itself: which photos, and what the window makes of them. */
import * as v from 'valibot'

export const WORKSPACE_VERSION = 1
export const PhotoRole = v.picklist(['mask', 'before', 'after'])
export type PhotoRole = v.InferOutput<typeof PhotoRole>

/** In characters: far more than 64 patches with the longest outlines and thousands of ticked changes take. */
export const STATE_MAX = 4 * 1024 * 1024
/**
 * Patches, steps, model, view, history … as the window wrote them: text, since main keeps it and does not read it.
 * The window drops the oldest steps of its history long before it is as long as this.
 */
export const WorkspaceState = v.pipe(v.string(), v.maxLength(STATE_MAX))

export const KeptPhoto = v.strictObject({
  role: PhotoRole,
  name: v.string(),
  /** `changed`: another size or date than when it was open. `gone`: not there any more. */
  state: v.picklist(['present', 'changed', 'gone']),
  /** Null for one that is gone. */
  handle: v.nullable(v.string()),
  /** It had been opened although it is damaged. */
  damaged: v.boolean(),
})
export type KeptPhoto = v.InferOutput<typeof KeptPhoto>

export const KeptWorkspace = v.strictObject({
  /** `reload`: the page was loaded anew; `restore`: the last session ended well; `offer`: it did not. */
  how: v.picklist(['reload', 'restore', 'offer']),
  /** When it was last saved, ISO 8601. */
  saved: v.string(),
  photos: v.array(KeptPhoto),
  state: WorkspaceState,
})
export type KeptWorkspace = v.InferOutput<typeof KeptWorkspace>
