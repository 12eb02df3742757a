/** What is said of a recipe that was made on another photo: only while the photo that was asked about is open. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo, OpenedRecipe } from '../../../contract/contract'

// Main's side: the file's digest is told when the test says so.
let tell: { same: (same: boolean) => void; fail: () => void }
vi.mock('../../../renderer/bridge/api', () => ({
  call: () =>
    new Promise((resolve, reject) => {
      tell = { same: (same) => resolve({ same }), fail: () => reject(new Error('That photo is not open any more.')) }
    }),
}))

const { adoptRecipe } = await import('../../../renderer/mask/stores/recipes')
const { info } = await import('../../../renderer/mask/stores/documents')
const { toasts } = await import('../../../renderer/kit/use/toasts')
const { segmentation } = await import('../../../renderer/mask/stores/segmentation')

const photo = (document: string) => ({ document, name: `${document}.jpg`, width: 400, height: 300 }) as DocumentInfo
const recipe = {
  name: 'leaf.json',
  photo: 'd1.jpg',
  sha256: 'f'.repeat(64),
  beside: null,
  scale: null,
  items: [],
  segmentation: { model: 'gaussian', parameters: {}, threshold: 0.5, patches: [] },
} as unknown as OpenedRecipe
const said = () => toasts.map(({ text }) => text)
const OPENED = 'Opened leaf.json'

beforeEach(async () => {
  toasts.length = 0
  info.value = photo('d1')
  await adoptRecipe(recipe)
})

test('other content under the same name is told, and so is a failure', async () => {
  expect([segmentation.value.thresholds.gaussian, said()]).toEqual([0.5, [OPENED]])
  tell.same(false)
  await vi.waitFor(() => expect(said()).toEqual([OPENED, 'This “d1.jpg” is not the file that “leaf.json” was made on.']))
  toasts.length = 0
  await adoptRecipe(recipe)
  tell.fail()
  await vi.waitFor(() => expect(said()[1]).toContain('isPhotoOf'))
})

test.each([
  ['that it is another one', () => tell.same(false)],
  ['a failure', () => tell.fail()],
])('nothing is told of a photo in whose place there is another one by then: %s', async (_, answer) => {
  info.value = photo('d2')
  answer()
  await new Promise((resolve) => setTimeout(resolve))
  expect(said()).toEqual([OPENED])
})
