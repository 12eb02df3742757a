/** What a hand does, by real input: each movement goes through the browser as a mouse's does. */
import type { Page } from 'playwright-core'

/** Between two movements; a little off the display's 16.7, so that they fall into all parts of a frame. */
const PACE_MS = 19

interface Point {
  readonly x: number
  readonly y: number
}

/** Moves along `points` at an even pace with the button held. */
export async function drag(page: Page, points: readonly Point[]): Promise<void> {
  const [first] = points
  if (!first) return
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  let due = performance.now()
  for (const { x, y } of points.slice(1)) {
    due += PACE_MS
    await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())))
    await page.mouse.move(x, y)
  }
  await page.mouse.up()
}

/** From `from`, the opposite corner of a patch wanders between `least` and `most` of the box's size. */
export async function drawPatch(page: Page, testId: string, from: number, least: number, most: number, moves: number): Promise<void> {
  const box = (await page.getByTestId(testId).boundingBox())!
  const points = Array.from({ length: moves }, (_, i) => {
    const swing = least + (most - least) * (0.5 - 0.5 * Math.cos((i / moves) * 6 * Math.PI))
    return { x: box.x + box.width * (from + swing), y: box.y + box.height * (from + swing * 0.8) }
  })
  await drag(page, [{ x: box.x + box.width * from, y: box.y + box.height * from }, ...points])
}

/**
 * The slider's thumb, to and fro, three pixels a time, or as many as one step of it has: less may leave every pixel of the mask,
 * or the value itself, as it is, and then nothing is painted.
 */
export async function slideThumb(page: Page, testId: string, moves: number): Promise<void> {
  const slider = page.getByTestId(testId)
  const box = (await slider.boundingBox())!
  const steps = await slider.evaluate((input) => {
    const { min, max, step } = input as HTMLInputElement
    return (Number(max) - Number(min)) / Number(step)
  })
  const stride = Math.max(3, Math.ceil(box.width / steps))
  const [low, high] = [0.15, 0.75]
  const span = (high - low) * box.width
  const points = Array.from({ length: moves }, (_, i) => {
    const way = (i * stride) % (2 * span)
    return { x: box.x + low * box.width + (way < span ? way : 2 * span - way), y: box.y + box.height / 2 }
  })
  await drag(page, points)
}
