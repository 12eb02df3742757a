/** The script of a mask, run by Python with numpy and OpenCV, makes that mask: every pixel of it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isModelId, models, type ModelId } from '../../core/models'
import { findPython } from '../bench/python'
import { golden, photo, root } from '../engine/harness'
import { fromFile, greyBytes, sharp } from '../engine/odd-photos'
import { chromapatch } from './run'

const python = findPython()
const runs = python?.hasOpencv === true
if (!runs) console.warn('No Python with numpy and OpenCV here: that its scripts give the same masks is not tested.')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-python-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)

/** Writes mask and script, runs the script, and gives both masks and what Python said. */
async function both(path: string, ...words: string[]) {
  const { err, code } = await chromapatch(['segment', path, ...words, '--mask', at('ours.png'), '--python', at('script.py')])
  expect([code, err]).toEqual([0, ''])
  const ended = spawnSync(python!.command, [at('script.py'), path, at('theirs.png')], { encoding: 'utf8' })
  expect(ended.stderr).toBe('')
  const [ours, theirs] = [await greyBytes(at('ours.png')), await greyBytes(at('theirs.png'))]
  return { ours, theirs, said: ended.stdout }
}

async function expectSame(path: string, ...words: string[]): Promise<void> {
  const { ours, theirs, said } = await both(path, ...words)
  const inside = ours.reduce((sum, value) => sum + (value > 127 ? 1 : 0), 0)
  // An empty or a full mask would prove nothing.
  expect(inside).toBeGreaterThan(100)
  expect(inside).toBeLessThan(ours.length)
  expect(ours.equals(theirs)).toBe(true)
  expect(said).toContain(`: ${inside} pixels`)
}

function patchOf(name: string): string {
  const { x, y, w, h } = JSON.parse(readFileSync(golden(`segment-${name}.json`), 'utf8')).patch
  return `${x},${y},${w},${h}`
}

const GATES = ['ellipse 0.36,0.34,0.08,0.02,-40', 'rectangle 0.3,0.3,0.4,0.35', 'polygon 0.2,0.2 0.5,0.3 0.35,0.3 0.45,0.45 0.3,0.4']

describe.runIf(runs)('the same mask, every pixel', () => {
  describe.each(['painting', 'bowl', 'brushes'])('of %s', (name) => {
    it.each(Object.keys(models).filter(isModelId))('with %s', (model: ModelId) =>
      expectSame(photo(`${name}.jpg`), ...(model === 'gate' ? ['--gate', GATES[0]!] : ['--patch', patchOf(name), '--model', model])),
    )
  })

  it.each(GATES)('with the gate “%s”', (gate) => expectSame(photo('mountains.jpg'), '--gate', gate))

  const several = ['--patch', '600,420,60,60', '--patch', '200,200,80,60', '--subtract', '900,300,90,70']
  it.each([
    ['gaussian', '--linear', '--min-brightness', '90', '--exclude-clipped', '--threshold', '0.2'],
    ['covariance', '--linear', '--threshold', '0.001'],
    ['density', '--threshold', '20'],
    ['lab', '--min-brightness', '90', '--exclude-clipped', '--threshold', '0.1'],
    ['hue', '--bins', '60', '--min-brightness', '60', '--min-spread', '12', '--threshold', '40'],
    ['hue', '--bins', '52', '--histogram', 'image', '--threshold', '100'],
    ['rg', '--bins', '100', '--linear', '--threshold', '3'],
  ])('with several patches, one of them taken away: %s %s', (model, ...flags) =>
    expectSame(photo('brushes.jpg'), ...several, '--model', model, ...flags),
  )

  it('of a photo that lies on its side', async () => {
    const path = at('turned.jpg')
    await fromFile(photo('bowl.jpg')).resize(900).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toFile(path)
    await expectSame(path, '--patch', '665,315,56,42', '--model', 'covariance')
  })

  it('of 16 bits a channel', async () => {
    const { data, info } = await fromFile(photo('painting.jpg')).resize(640).raw().toBuffer({ resolveWithObject: true })
    const wide = Uint16Array.from(data, (value, i) => value * 256 + ((i * 7919) % 256))
    const { width, height } = info
    const path = at('wide.png')
    await sharp(wide, { raw: { width, height, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toFile(path)
    await expectSame(path, '--patch', '300,100,40,30')
  })

  it('of a photo with transparency, black and pure colours', async () => {
    const { data, info } = await fromFile(photo('brushes.jpg')).resize(600).ensureAlpha(0.4).raw().toBuffer({ resolveWithObject: true })
    for (let i = 0; i < 4000; i++) data.set(i % 3 === 0 ? [0, 0, 0, 0] : [(i % 3) * 127, 0, 0, 255], (i * 37 * 4) % (data.length - 4))
    const path = at('alpha.png')
    await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toFile(path)
    for (const model of ['gaussian', 'hue', 'rg'])
      await expectSame(path, '--patch', '250,180,60,50', '--model', model, '--threshold', model === 'gaussian' ? '0' : '1')
  })

  it.each([
    'open 3, fill 200, drop 50',
    'close 4, keep 2, grow 5, shrink 2',
    'smooth 4, feather 1.5',
    'soft 60',
    'soft 30, invert, open 2',
    'feather 3, feather 0.7, invert',
    'open 2, refine 6 0.001, grow 1, refine 3',
  ])('after “%s”', (steps) => expectSame(photo('brushes.jpg'), '--patch', patchOf('brushes'), '--clean', steps))

  it('after a soft edge of a back-projection', () =>
    expectSame(photo('brushes.jpg'), '--patch', patchOf('brushes'), '--model', 'rg', '--clean', 'soft 80'))

  it.each(['soft 80', 'soft 30, invert, open 2'])('of the Gaussian in L*a*b* after “%s”', (steps) =>
    expectSame(photo('brushes.jpg'), '--patch', patchOf('brushes'), '--model', 'lab', '--clean', steps),
  )

  it.each(['0', '1e-9', '0.05', '0.8'])('of two patches in L*a*b*, one taken away, at the threshold %s', (threshold) =>
    expectSame(
      photo('mountains.jpg'),
      '--patch',
      patchOf('mountains'),
      '--subtract',
      '100,900,90,70',
      '--model',
      'lab',
      '--threshold',
      threshold,
    ),
  )

  it('of 16 megapixels in L*a*b*', () => expectSame(photo('dandelion-16mp.jpg'), '--patch', patchOf('dandelion-16mp'), '--model', 'lab'))

  const ellipse = `ellipse ${patchOf('brushes')}`
  it.each([
    [
      'an ellipse and a lasso',
      '--patch',
      ellipse,
      '--patch',
      'lasso 200,200 281,210 260,263 230,225',
      '--subtract',
      'ellipse 900,300,91,70',
    ],
    ['a histogram of an ellipse', '--patch', ellipse, '--model', 'hue'],
    ['what is connected', '--patch', patchOf('brushes'), '--contiguous'],
    [
      'a region, and what grows in it',
      '--patch',
      patchOf('brushes'),
      '--limit',
      'lasso 300,200 1000,260 640,701',
      '--clean',
      'grow 9, feather 2',
    ],
    ['both, from the score again', '--patch', ellipse, '--limit', 'ellipse 300,200,700,500', '--contiguous', '--clean', 'soft 60, fill 40'],
  ])('of %s', (_, ...words) => expectSame(photo('brushes.jpg'), ...words))

  it('and says so where OpenCV reads other pixels', async () => {
    const path = at('wide-gamut.png')
    await fromFile(photo('brushes.jpg')).resize(300).withIccProfile('p3').png().toFile(path)
    await chromapatch(['segment', path, '--patch', '130,90,20,20', '--python', at('script.py')])
    expect(readFileSync(at('script.py'), 'utf8')).toMatch(/# In Chromapatch: .*P3.* converted to sRGB/)
    const ended = spawnSync(python!.command, [at('script.py'), path, at('theirs.png')], { encoding: 'utf8' })
    expect([ended.status, ended.stderr]).toEqual([0, expect.stringContaining('other pixels')])
  })
})

describe('the script', () => {
  it('names the photo and no folder, and takes any name for what it is', async () => {
    const path = at('a "quoted" \\ café.jpg')
    writeFileSync(path, readFileSync(photo('brushes.jpg')))
    await chromapatch(['segment', path, '--patch', patchOf('brushes'), '--python', at('script.py')])
    const text = readFileSync(at('script.py'), 'utf8')
    expect(text).toContain('else "a \\"quoted\\" \\\\ café.jpg"')
    expect(text).not.toContain(folder)
    expect(text).not.toContain(root)
  })

  it('is refused over the photo, and under a name that is no script’s', async () => {
    const words = ['segment', photo('brushes.jpg'), '--patch', patchOf('brushes'), '--python']
    expect((await chromapatch([...words, at('script.txt')])).code).toBe(2)
    expect((await chromapatch([...words, at('none/script.py')])).code).toBe(4)
  })
})
