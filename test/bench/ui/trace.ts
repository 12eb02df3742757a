/**
 * What happens when, on one clock: in the page, when the system reported each movement of the
 * pointer, when the page heard of it, and when an overlay was painted; in the main process, when each map was
 * asked for and answered. All are milliseconds since 1970, so that the processes can be compared.
 */
import type { ElectronApplication, Page } from 'playwright-core'

export interface Move {
  /** When the browser received the movement; nothing of Playwright's is before it. */
  readonly stamp: number
  /** When the page's listeners ran: browsers hold movements back until the next frame. */
  readonly heard: number
}

export interface Trace {
  /** Movements with the button held. */
  readonly moves: readonly Move[]
  /** Movements that changed the slider. */
  readonly slides: readonly Move[]
  readonly scorePaints: readonly number[]
  readonly photoPaints: readonly number[]
  /** Of the compare workspace. */
  readonly pairPaints: readonly number[]
}

/** A map that was asked for and came. */
export interface MapCall {
  readonly asked: number
  readonly answered: number
}

type Recorder = { moves: Move[]; slides: Move[]; scorePaints: number[]; photoPaints: number[]; pairPaints: number[] }
type Recording = { chromapatchBench: Recorder }

/** Begins to record in the page. Called once. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorder: Recorder = { moves: [], slides: [], scorePaints: [], photoPaints: [], pairPaints: [] }
    Object.assign(globalThis, { chromapatchBench: recorder })
    const at = (time: number) => performance.timeOrigin + time
    const onMove = (event: PointerEvent) => {
      if (event.buttons !== 1) return
      const move = { stamp: at(event.timeStamp), heard: at(performance.now()) }
      recorder.moves.push(move)
      if (event.target instanceof HTMLInputElement && event.target.type === 'range') recorder.slides.push(move)
    }
    // The page acts on the raw event, which comes before the frame's own `pointermove` and `input`.
    window.addEventListener('pointerrawupdate', (event) => onMove(event as PointerEvent), { capture: true })
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (name === 'chromapatch:score-painted') recorder.scorePaints.push(at(startTime))
        if (name === 'chromapatch:photo-painted') recorder.photoPaints.push(at(startTime))
        if (name === 'chromapatch:pair-painted') recorder.pairPaints.push(at(startTime))
      }
    }).observe({ entryTypes: ['mark'] })
  })
}

/** What was recorded since the last call. */
export async function takeTrace(page: Page): Promise<Trace> {
  // The observer tells of marks a little later than they are set.
  await page.waitForTimeout(150)
  return await page.evaluate(() => {
    const { chromapatchBench: recorder } = globalThis as unknown as Recording
    const taken = { ...recorder }
    Object.assign(recorder, { moves: [], slides: [], scorePaints: [], photoPaints: [], pairPaints: [] })
    return taken
  })
}

/**
 * Records in the main process when maps are asked for and answered: which movement a painted map belongs to is
 * otherwise a guess. Electron keeps its handlers in a map that its types do not name; where that is no longer so, this fails.
 */
export async function watchMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, name: unknown, request: unknown) => Promise<unknown>
    const handlers = (ipcMain as unknown as { _invokeHandlers?: Map<string, Handler> })._invokeHandlers
    const channel = 'chromapatch:call'
    const handler = handlers?.get(channel)
    if (!handlers || !handler) throw new Error('The calls of the page cannot be watched in this Electron.')
    const calls: MapCall[] = []
    Object.assign(globalThis, { chromapatchBenchCalls: calls })
    handlers.set(channel, async (event, name, request) => {
      if (name !== 'segment' && name !== 'cleanMask') return await handler(event, name, request)
      const now = () => performance.timeOrigin + performance.now()
      const asked = now()
      const answer = await handler(event, name, request)
      calls.push({ asked, answered: now() })
      return answer
    })
  })
}

export async function takeCalls(app: ElectronApplication): Promise<MapCall[]> {
  return await app.evaluate(() => (globalThis as unknown as { chromapatchBenchCalls: MapCall[] }).chromapatchBenchCalls.splice(0))
}
