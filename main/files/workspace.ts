/** The workspace on the disk: one file, and beside it the pictures that have no file of their own. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { PhotoRole, WORKSPACE_VERSION, WorkspaceState, type KeptPhoto } from '../../contract/workspace'
import type { PhotoSource } from '../engine/context'
import { writeFileAtomically } from '../disk/atomic'
import { KeptFile, type Unsaved } from './kept-file'
import { sha256Hex } from '../disk/digest'
import { removeQuietly } from '../disk/remove'

const StoredPhoto = v.strictObject({
  role: PhotoRole,
  name: v.string(),
  damaged: v.boolean(),
  where: v.variant('kind', [
    /** Size in bytes and time of change in milliseconds, as they were when it was saved. */
    v.strictObject({ kind: v.literal('file'), path: v.string(), size: v.number(), modified: v.number() }),
    /** A pasted picture or a sample: the name of its copy. */
    v.strictObject({ kind: v.literal('copy'), file: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  ]),
})
const Stored = v.strictObject({
  kind: v.literal('chromapatch workspace'),
  version: v.literal(WORKSPACE_VERSION),
  saved: v.string(),
  /** The application ended in its own time. */
  ended: v.boolean(),
  photos: v.pipe(v.array(StoredPhoto), v.maxLength(3)),
  state: WorkspaceState,
})
export type StoredWorkspace = v.InferOutput<typeof Stored>
type StoredPhoto = v.InferOutput<typeof StoredPhoto>

export interface WorkspacePhoto {
  readonly role: PhotoRole
  readonly source: PhotoSource
  readonly damaged: boolean
}

const WRITE_DELAY = 100

export class WorkspaceFile {
  readonly #file: KeptFile<StoredWorkspace | null>
  readonly #copies: string
  /** What the last session left; null where there is nothing to come back to. */
  readonly before: StoredWorkspace | null
  /** What was saved in this session: on its way to the file, or in it. */
  #now: StoredWorkspace | null = null
  #copying: Promise<void> = Promise.resolve()
  #keeping: Promise<void> = Promise.resolve()

  constructor(folder: string, unsaved: Unsaved = () => undefined) {
    this.#copies = join(folder, 'workspace-pictures')
    this.#file = new KeptFile<StoredWorkspace | null>({
      path: join(folder, 'workspace.json'),
      title: 'Workspace',
      unsaved,
      parse: (read) => v.parse(Stored, read),
      fallback: null,
      delay: WRITE_DELAY,
    })
    const { value } = this.#file
    this.before = value !== null && value.photos.length > 0 ? value : null
  }

  /** What was saved in this session; null before the first time. */
  get now(): StoredWorkspace | null {
    return this.#now
  }

  /** The name that a damaged workspace was set aside under. */
  get damagedAs(): string | null {
    return this.#file.setAsideAs
  }

  get isSaved(): boolean {
    return (this.#now === null || this.#now === this.#file.value) && this.#file.isSaved
  }

  async save(photos: readonly WorkspacePhoto[], state: string): Promise<void> {
    // An empty window is no reason to forget what the last session left.
    if (this.#now === null && photos.length === 0) return
    const stored = photos.map((photo) => this.#stored(photo)).filter((photo) => photo !== null)
    const kind = 'chromapatch workspace'
    await this.#keep({ kind, version: WORKSPACE_VERSION, saved: new Date().toISOString(), ended: false, photos: stored, state })
  }

  /** The application ends in its own time: on the disk with the next `flush`. */
  end(): void {
    if (this.#now !== null && !this.#now.ended) void this.#keep({ ...this.#now, ended: true })
  }

  async flush(): Promise<void> {
    await this.#keeping
    await this.#file.flush()
    if (this.#now !== null) this.#sweep()
  }

  /** Written when every copy that it names is; what came since takes its place. */
  #keep(now: StoredWorkspace): Promise<void> {
    this.#now = now
    this.#keeping = this.#copying.then(() => {
      if (this.#now === now) this.#file.set(now)
    })
    return this.#keeping
  }

  /** The photo as it can be opened again; null where it is gone. */
  source({ name, where }: StoredPhoto): PhotoSource | null {
    try {
      if (where.kind === 'copy') return { kind: 'bytes', bytes: new Uint8Array(readFileSync(join(this.#copies, where.file))), name }
      return statSync(where.path).isFile() ? { kind: 'file', path: where.path, name } : null
    } catch {
      return null
    }
  }

  state({ where }: StoredPhoto): KeptPhoto['state'] {
    if (where.kind === 'copy') return existsSync(join(this.#copies, where.file)) ? 'present' : 'gone'
    const stats = statsOf(where.path)
    if (!stats?.isFile()) return 'gone'
    return stats.size === where.size && stats.mtimeMs === where.modified ? 'present' : 'changed'
  }

  #stored({ role, source, damaged }: WorkspacePhoto): StoredPhoto | null {
    const { name } = source
    if (source.kind === 'bytes') return { role, name, damaged, where: { kind: 'copy', file: this.#copy(source.bytes) } }
    const known = (this.#now ?? this.#file.value)?.photos.find(({ where }) => where.kind === 'file' && where.path === source.path)
    const stats = statsOf(source.path)
    // It vanished while it is open: what was known of it stays.
    if (!stats) return known ? { ...known, role, damaged } : null
    return { role, name, damaged, where: { kind: 'file', path: source.path, size: stats.size, modified: stats.mtimeMs } }
  }

  /** Written once. */
  #copy(bytes: Uint8Array): string {
    const file = digestOf(bytes)
    const path = join(this.#copies, file)
    const write = async () => {
      mkdirSync(this.#copies, { recursive: true })
      await writeFileAtomically(path, bytes)
    }
    if (!existsSync(path)) this.#copying = this.#copying.then(write).catch(() => undefined)
    return file
  }

  /** Copies that no workspace names any more. One that is held is removed when the application ends the next time. */
  #sweep(): void {
    const named = new Set(this.#file.value?.photos.flatMap(({ where }) => (where.kind === 'copy' ? [where.file] : [])))
    if (!existsSync(this.#copies)) return
    for (const name of readdirSync(this.#copies)) if (!named.has(name)) removeQuietly(join(this.#copies, name))
  }
}

/** Null for a file that cannot be reached, for whatever reason: a disk that is off says so in many ways. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

const digests = new WeakMap<Uint8Array, string>()
/** Saved a moment after each change: the same picture is digested once. */
function digestOf(bytes: Uint8Array): string {
  const digest = digests.get(bytes) ?? sha256Hex(bytes)
  digests.set(bytes, digest)
  return digest
}
