/** As many patches and clean-up steps as the contract takes, and not one more: the request stays one that can be sent. */
import * as v from 'valibot'
import { beforeEach, expect, test } from 'vitest'
import { PATCHES_MAX, Segmentation, STEPS_MAX, type DocumentInfo } from '../../../contract/contract'
import { usePatchDrag } from '../../../renderer/mask/pane/usePatchDrag'
import { addStep, addUsualSteps } from '../../../renderer/mask/stores/cleaning'
import { info } from '../../../renderer/mask/stores/documents'
import { duplicatePatch, newPatch, takeSuggestion } from '../../../renderer/mask/stores/patches'
import { history, request, resetPatches, segmentation } from '../../../renderer/mask/stores/segmentation'
import { toasts } from '../../../renderer/kit/use/toasts'
import { view } from '../../../renderer/mask/stores/view'
import { pane } from '../../../renderer/mask/stores/viewport'

const said = () => toasts.map(({ kind, text }) => `${kind}: ${text}`)
const pointer = (clientX: number, clientY: number, keys: object = {}) => ({ clientX, clientY, ...keys }) as PointerEvent
const FULL = 'error: There are 64 patches already: the most is 64.'

beforeEach(() => {
  toasts.length = 0
  view.tool = 'patch'
  Object.assign(pane, { width: 400, height: 300, ratio: 1 })
  info.value = { document: 'd1', name: 'd', width: 400, height: 300, levels: 3 } as DocumentInfo
  segmentation.value = { ...segmentation.value, clean: [] }
  resetPatches([{ x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true }])
})

/** The key is held. */
function fill(): void {
  for (let i = 0; i < PATCHES_MAX + 5; i++) duplicatePatch()
}

test('however a 65th patch is made: it is not, and that is said once', () => {
  fill()
  newPatch('subtract')
  takeSuggestion({ x: 1, y: 1, w: 4, h: 4 }, { shiftKey: true, altKey: false })
  const drag = usePatchDrag()
  drag.begin(pointer(1, 1, { shiftKey: true }), { x: 1, y: 1 }, { kind: 'photo' })
  drag.move(pointer(50, 50), { x: 50, y: 50 })
  drag.move(pointer(60, 60), { x: 60, y: 60 })
  drag.end()
  expect(segmentation.value.patches).toHaveLength(PATCHES_MAX)
  expect(v.safeParse(Segmentation, request.value).success).toBe(true)
  expect(said()).toEqual([FULL])
  // Alone, as a plain click on it takes it, there is room.
  takeSuggestion({ x: 1, y: 1, w: 4, h: 4 }, { shiftKey: false, altKey: false })
  expect(segmentation.value.patches).toHaveLength(1)
})

test.each(['patch', 'lasso'] as const)('Escape in a drag of a %s that makes none takes back nothing of before', (tool) => {
  fill()
  view.tool = tool
  const [patches, step] = [segmentation.value.patches, history.undoName.value]
  const drag = usePatchDrag()
  drag.begin(pointer(1, 1, { shiftKey: true }), { x: 1, y: 1 }, { kind: 'photo' })
  drag.move(pointer(50, 1), { x: 50, y: 1 })
  drag.cancel()
  expect([segmentation.value.patches, history.undoName.value]).toEqual([patches, step])
})

test('steps likewise; the usual four only where there is room for all of them', () => {
  for (let i = 0; i < STEPS_MAX - 2; i++) expect(addStep('open')).not.toBeNull()
  addUsualSteps()
  expect(said()).toEqual(['error: There are 30 clean-up steps already: no more than 32 can be.'])
  addStep('open')
  addStep('open')
  expect(addStep('open')).toBeNull()
  expect(segmentation.value.clean).toHaveLength(STEPS_MAX)
  expect(v.safeParse(Segmentation, request.value).success).toBe(true)
})
