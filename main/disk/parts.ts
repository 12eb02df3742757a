/**
 * Temporary files of writes: how they are named, who owns them, and when one that nobody finishes is removed. The name says
 * the machine and the process, so that a folder shared by several machines is swept by those who know.
 */
import { randomBytes } from 'node:crypto'
import { promises as fs, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from './digest'
import { removeQuietly } from './remove'

/** Longer than the time limit of an export. */
const STALE = 15 * 60_000
const PART = /^\.chromapatch-(?:([0-9a-f]{8})-)?(\d+)-[0-9a-f]{16}\.part$/

const quietly = (read: () => string): string => {
  try {
    return read()
  } catch {
    return ''
  }
}

/** Same for all processes that can see each other's process ids: one machine, since it started, outside of other containers. */
const PLACE = sha256Hex(
  [
    hostname(),
    quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    quietly(() => readlinkSync('/proc/self/ns/pid')),
  ].join('\n'),
).slice(0, 8)

const open = new Set<string>()
/** When the folder that was swept last was. A batch writes a thousand files into one. */
const swept = new Map<string, number>()
const SWEEP_PAUSE = 10_000

/** A free name in `folder`, remembered until `forgetPart`. */
export function newPart(folder: string): string {
  const part = join(folder, `.chromapatch-${PLACE}-${process.pid}-${randomBytes(8).toString('hex')}.part`)
  open.add(part)
  return part
}

export const forgetPart = (part: string): void => void open.delete(part)

/** Removes what this process has begun and not finished: for a process that is about to end. */
export function removeOpenParts(): void {
  for (const part of open) removeQuietly(part)
  open.clear()
}

/** Whether a file is the half-written one of that process. */
export function isPartOf(name: string, pid: number): boolean {
  return PART.exec(name)?.[2] === String(pid)
}

/**
 * Removes what killed processes of this user left in a folder: of this machine at once, of unknown ones when it is older than
 * any save takes. A living process keeps its own, and files of other users stay.
 */
export async function sweepParts(folder: string): Promise<void> {
  const now = Date.now()
  if (now - (swept.get(folder) ?? 0) < SWEEP_PAUSE) return
  swept.clear()
  swept.set(folder, now)
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const [, place, pid] = PART.exec(name) ?? []
    if (pid === undefined) continue
    const isOurs = place === PLACE
    if ((isOurs || place === undefined) && isAlive(Number(pid))) continue
    const stats = await fs.lstat(join(folder, name)).catch(() => null)
    if (stats === null || !stats.isFile() || stats.uid !== (process.getuid?.() ?? stats.uid)) continue
    if (isOurs || Date.now() - stats.mtimeMs > STALE) await fs.rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}

/** Whether a process of that id runs now, ours or another's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
