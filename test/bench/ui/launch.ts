/** The built application in a window, for measuring: as the end-to-end tests start it, with nothing of theirs that costs time. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

export interface Running {
  readonly app: ElectronApplication
  readonly page: Page
  readonly close: () => Promise<void>
}

interface Executable {
  readonly path: string
  readonly flags: readonly string[]
}

function executable(): Executable {
  const path = process.env['CHROMAPATCH_ELECTRON']
  if (!path) throw new Error('CHROMAPATCH_ELECTRON should name the Electron executable: measure with `npm run bench:ui`.')
  return { path, flags: (process.env['CHROMAPATCH_ELECTRON_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '') }
}

export async function launch(root: string): Promise<Running> {
  const { path, flags } = executable()
  const folder = await mkdtemp(join(tmpdir(), 'chromapatch-bench-'))
  const env = { ...(process.env as Record<string, string>), CHROMAPATCH_USER_DATA: folder, CHROMAPATCH_TEST: '1' }
  const app = await _electron.launch({ executablePath: path, args: [...flags, root], env })
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900))
  return {
    app,
    page,
    close: async () => {
      await app.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Milliseconds from starting the process until it says that its first photo, the sample, is on the screen. */
export async function coldStart(root: string): Promise<number> {
  const { path, flags } = executable()
  const start = performance.now()
  const child = spawn(path, [...flags, root, '--smoke'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((done) => child.once('close', done))
  let ms: number | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"ready"')) ms ??= performance.now() - start
  }
  await ended
  if (ms === undefined) throw new Error('The application ended without saying that it was ready.')
  return ms
}

/** Nothing is being computed or drawn, for two looks in a row. */
export async function settled(page: Page): Promise<void> {
  const calm = () => page.evaluate(() => document.querySelector('[data-busy]')?.getAttribute('data-busy') === 'false')
  for (let looks = 0, calmLooks = 0; calmLooks < 2; looks++) {
    if (looks > 600) throw new Error('The window did not come to rest within a minute.')
    await page.waitForTimeout(100)
    calmLooks = (await calm()) ? calmLooks + 1 : 0
  }
}
