/** A window that most stories begin with: the painting, in a folder of its own, with a patch on its red. */
import { copyFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, photo, type RunningApp } from './app'
import { dragPatch, opened, settled } from './window'

/** Of the painting. */
export const SIZE = { width: 752, height: 600 }

export interface Given {
  readonly running: RunningApp
  /** Holds `given.jpg`; the application was started in it. */
  readonly folder: string
}

export async function givenPainting(): Promise<Given> {
  const folder = await mkdtemp(join(tmpdir(), 'chromapatch-given-'))
  copyFileSync(photo('painting.jpg'), join(folder, 'given.jpg'))
  const running = await launch({ photos: ['given.jpg'], cwd: folder })
  await opened(running.page, 'given.jpg')
  await dragPatch(running.page, { x: 640, y: 60, w: 40, h: 30 }, SIZE)
  await settled(running.page)
  return { running, folder }
}

export async function takeAway({ running, folder }: Given): Promise<void> {
  await running.close()
  await rm(folder, { recursive: true, force: true })
}
