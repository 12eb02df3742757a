/**
 * Which files of a folder this program made, and from what. A small record for each file lies in a hidden folder beside it: the
 * digests of the job (recipe and photo) and of the bytes. Several processes and machines may write into one folder.
 */
import { promises as fs } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as v from 'valibot'
import { writeFileAtomically, type OnWhole } from './atomic'
import { fileDigest, sha256Hex } from './digest'

export const RECORDS = '.chromapatch-run'

/** SHA-256, hexadecimal. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const MADE_MAX = 8
const BYTES_MAX = 10_000
const RecordFile = v.strictObject({
  file: v.string(),
  /** The newest last. One is noted before its file gets the name: after a kill, the file before it may still be there. */
  made: v.pipe(v.array(v.strictObject({ job: digest, sha256: digest })), v.maxLength(MADE_MAX)),
})
type Made = v.InferOutput<typeof RecordFile>['made']

/** `free`: nothing has the name. `done`: it is what the job makes. `other`: anything else. */
export type Standing = 'free' | 'done' | 'other'

/** Names can be as long as names may be, and differ by their case alone. */
const recordOf = (target: string) => join(dirname(target), RECORDS, `${sha256Hex(basename(target)).slice(0, 32)}.json`)

export async function standingOf(target: string, job: string): Promise<Standing> {
  const stats = await fs.lstat(target).catch(() => null)
  if (stats === null) return 'free'
  if (!stats.isFile()) return 'other'
  const made = (await read(target)).filter((each) => each.job === job)
  if (made.length === 0) return 'other'
  const sha256 = await fileDigest(target).catch(() => null)
  return made.some((each) => each.sha256 === sha256) ? 'done' : 'other'
}

/** Notes that the file about to get the name `target` is made for `job`. */
export const noting =
  (job: string): OnWhole =>
  async (sha256, target) => {
    const record = recordOf(target)
    await fs.mkdir(dirname(record)).catch(() => undefined)
    // A link would lead the records elsewhere.
    if (!(await fs.lstat(dirname(record))).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
    const made = [...(await read(target)).filter((each) => each.job !== job || each.sha256 !== sha256), { job, sha256 }]
    const text = `${JSON.stringify({ file: basename(target), made: made.slice(-MADE_MAX) })}\n`
    await writeFileAtomically(record, Buffer.from(text)).catch((thrown: unknown) => {
      // The reason is the same, and the file that a person asked for is the one to be named.
      throw thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
    })
  }

/** Nothing where there is no record, or one that somebody changed. */
async function read(target: string): Promise<Made> {
  try {
    const record = recordOf(target)
    const stats = await fs.lstat(record)
    if (!stats.isFile() || stats.size > BYTES_MAX) return []
    const parsed = v.safeParse(RecordFile, JSON.parse(await fs.readFile(record, 'utf8')))
    return parsed.success && parsed.output.file === basename(target) ? parsed.output.made : []
  } catch {
    return []
  }
}
