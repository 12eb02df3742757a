// @vitest-environment happy-dom
/** The kit's parts in a page: what the keyboard does, where the focus is, and what each is called. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import ChoiceField from '../../../renderer/kit/ChoiceField.vue'
import DividerLine from '../../../renderer/kit/DividerLine.vue'
import ModalDialog from '../../../renderer/kit/ModalDialog.vue'
import NumberField from '../../../renderer/kit/NumberField.vue'
import ParameterField from '../../../renderer/kit/ParameterField.vue'
import PopOver from '../../../renderer/kit/PopOver.vue'
import RangeSlider from '../../../renderer/kit/RangeSlider.vue'
import SegmentedControl from '../../../renderer/kit/SegmentedControl.vue'
import StepGrip from '../../../renderer/kit/StepGrip.vue'
import ToastStack from '../../../renderer/kit/ToastStack.vue'
import { toast, toasts } from '../../../renderer/kit/use/toasts'
import { tip } from '../../../renderer/kit/use/useTip'

const open: VueWrapper[] = []
/** In the page, where the focus works. */
function show(...[component, options]: Parameters<typeof mount>): VueWrapper {
  const shown = mount(component, { attachTo: document.body, ...options, global: { directives: { tip } } }) as VueWrapper
  open.push(shown)
  return shown
}
const focused = () => document.activeElement as HTMLElement
const press = async (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  focused().dispatchEvent(event)
  await nextTick()
  return event
}

/** The panels that asked for the top layer, which the page of these tests has not. */
const raised: HTMLElement[] = []
HTMLElement.prototype.showPopover = function (this: HTMLElement) {
  raised.push(this)
}

afterEach(() => {
  for (const shown of open.splice(0)) shown.unmount()
  raised.length = 0
  toasts.length = 0
  vi.useRealTimers()
})

describe('segments', () => {
  const three = ['photo', 'mask', 'cutout'].map((id) => ({ id, title: id.toUpperCase() }))
  const segments = () => {
    const value = ref('mask')
    const shown = show(defineComponent(() => () => h(SegmentedControl, { label: 'View', segments: three, modelValue: value.value, 'onUpdate:modelValue': (to: string) => (value.value = to) }))) // prettier-ignore
    return { value, shown }
  }

  it('are a named group of radio buttons with one stop for Tab: the chosen one', () => {
    const { shown } = segments()
    expect(shown.get('[role=radiogroup]').attributes('aria-label')).toBe('View')
    const buttons = shown.findAll('[role=radio]')
    expect(buttons.map((one) => [one.attributes('aria-checked'), one.attributes('tabindex')])).toEqual([
      ['false', '-1'],
      ['true', '0'],
      ['false', '-1'],
    ])
  })

  it('go round by arrow keys, focus and choice together; other keys are left to others', async () => {
    const { value, shown } = segments()
    shown.findAll('button')[1]!.element.focus()
    expect((await press('ArrowRight')).defaultPrevented).toBe(true)
    expect([value.value, focused().textContent.trim()]).toEqual(['cutout', 'CUTOUT'])
    await press('ArrowDown')
    expect([value.value, focused().textContent.trim()]).toEqual(['photo', 'PHOTO'])
    await press('ArrowLeft')
    expect(value.value).toBe('cutout')
    expect([(await press('Home')).defaultPrevented, value.value]).toEqual([false, 'cutout'])
  })
})

describe('a field for a number', () => {
  const field = (props: Record<string, unknown> = {}) => {
    const shown = show(NumberField, { props: { modelValue: 5, label: 'Radius', min: 0, max: 20, step: 0.1, ...props } })
    const input = shown.get('input')
    const sent = () => (shown.emitted('update:modelValue') ?? []).map(([value]) => value)
    return { shown, input, sent }
  }

  it('has its name, selects its text when it gets the focus, and counts on Enter or when it is left', async () => {
    const { input, sent } = field()
    expect(input.attributes('aria-label')).toBe('Radius')
    input.element.focus()
    expect([input.element.selectionStart, input.element.selectionEnd]).toEqual([0, 1])
    await input.setValue('7')
    expect(sent()).toEqual([7])
    input.element.value = '9'
    await input.trigger('input')
    await input.trigger('keydown', { key: 'Enter' })
    expect(sent().at(-1)).toBe(9)
  })

  it('steps by arrows without errors of binary fractions, by ten with Shift, and stays within its limits', async () => {
    const { input, sent, shown } = field({ modelValue: 0.2 })
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowUp', shiftKey: true })
    await shown.setProps({ modelValue: 0 })
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(sent()).toEqual([0.3, 1.2])
    expect(shown.emitted('limited')?.at(-1)).toEqual(['-0.1 is outside: 0 to 20 fit here.'])
  })

  it('takes back on Escape what was typed, and keeps the key from a dialog around it', async () => {
    const { input, sent } = field()
    input.element.value = '8'
    await input.trigger('input')
    const around = vi.fn()
    document.body.addEventListener('keydown', around)
    await input.trigger('keydown', { key: 'Escape' })
    document.body.removeEventListener('keydown', around)
    expect([input.element.value, sent(), around.mock.calls.length]).toEqual(['5', [], 0])
  })

  it('is not rounded by being left as it was', async () => {
    const { input, sent } = field({ modelValue: 1.23456, show: (value: number) => value.toFixed(1) })
    expect(input.element.value).toBe('1.2')
    await input.trigger('focus')
    await input.trigger('blur')
    expect(sent()).toEqual([])
  })
})

describe('a popover', () => {
  const popover = () => {
    const isOpen = ref(false)
    const button = ({ toggle }: { toggle: () => void }) =>
      h('button', { id: 'opener', 'aria-expanded': isOpen.value, onClick: toggle }, 'About')
    const parts = { button, default: () => h('a', { id: 'inside', href: '#' }, 'More') }
    const shown = show(
      defineComponent(() => () => [
        h(
          PopOver,
          { label: 'About this photo', modelValue: isOpen.value, 'onUpdate:modelValue': (to: boolean) => (isOpen.value = to) },
          parts,
        ),
        h('button', { id: 'elsewhere' }, 'Elsewhere'),
      ]),
    )
    return { isOpen, shown }
  }
  const at = (id: string) => document.getElementById(id)!

  it('opens with its button, has a name, and gives the focus back on Escape, which goes no further', async () => {
    const { isOpen, shown } = popover()
    at('opener').click()
    await nextTick()
    expect(shown.get('[role=dialog]').attributes('aria-label')).toBe('About this photo')
    await nextTick()
    expect(raised).toContain(shown.get('[role=dialog]').element)
    at('inside').focus()
    const around = vi.fn()
    document.body.addEventListener('keydown', around)
    await press('Escape')
    document.body.removeEventListener('keydown', around)
    expect([isOpen.value, focused().id, around.mock.calls.length]).toEqual([false, 'opener', 0])
  })

  it.each([
    ['a press elsewhere', () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))],
    ['the focus going elsewhere', () => at('elsewhere').focus()],
  ])('goes with %s, and not with one inside', async (_, leave) => {
    const { isOpen } = popover()
    at('opener').click()
    await nextTick()
    at('inside').dispatchEvent(new Event('pointerdown', { bubbles: true }))
    at('inside').focus()
    expect(isOpen.value).toBe(true)
    leave()
    expect(isOpen.value).toBe(false)
  })
})

describe('a dialog', () => {
  it('is modal, has its title as its name, and closes by its button, by Escape and by a press beside it', async () => {
    const modal = vi.spyOn(HTMLDialogElement.prototype, 'showModal')
    const shown = show(ModalDialog, { props: { title: 'Guide' }, slots: { default: () => h('p', 'Text') } })
    expect([modal.mock.calls.length, shown.get('dialog').attributes('aria-label')]).toEqual([1, 'Guide'])
    await shown.get('[aria-label=Close]').trigger('click')
    await shown.get('dialog').trigger('cancel')
    await shown.get('dialog').trigger('pointerdown')
    await shown.get('p').trigger('pointerdown')
    expect(shown.emitted('close')?.length).toBe(3)
  })

  it('that is at work stays', async () => {
    const shown = show(ModalDialog, { props: { title: 'Export', locked: true } })
    await shown.get('dialog').trigger('cancel')
    await shown.get('dialog').trigger('pointerdown')
    expect([shown.get('[aria-label=Close]').attributes('disabled'), shown.emitted('close')]).toEqual(['', undefined])
  })
})

describe('sliders and lines', () => {
  it('a slider has its name and says its value in words', async () => {
    const shown = show(RangeSlider, { props: { modelValue: 2, max: 10, label: 'Coverage', text: '95 %' } })
    const input = shown.get('input')
    expect([input.attributes('aria-label'), input.attributes('aria-valuetext')]).toEqual(['Coverage', '95 %'])
    await input.setValue('7')
    expect(shown.emitted('update:modelValue')).toEqual([[7]])
  })

  it('the line between before and after is a slider: arrows, pages, Home and End', async () => {
    const shown = show(DividerLine, { props: { modelValue: 0.5, tip: 'Drag', testid: 'line' } })
    const line = shown.get('[role=slider]')
    expect([line.attributes('aria-label'), line.attributes('aria-valuetext'), line.attributes('tabindex')]).toEqual(['Before and after', '50 % before', '0']) // prettier-ignore
    for (const key of ['ArrowRight', 'ArrowDown', 'PageUp', 'Home', 'End']) await line.trigger('keydown', { key })
    const to = shown.emitted('update:modelValue')!.map(([share]) => Number((share as number).toFixed(2)))
    expect(to).toEqual([0.51, 0.5, 0.6, 0, 1])
  })

  it('a grip moves its row by arrows and keeps the focus', async () => {
    const shown = show(StepGrip, { props: { label: 'Move Feather' } })
    const grip = shown.get('button')
    grip.element.focus()
    await press('ArrowUp')
    await press('ArrowDown')
    await press('a')
    expect([shown.emitted('move'), focused() === grip.element, grip.attributes('aria-label')]).toEqual([[[-1], [1]], true, 'Move Feather'])
  })
})

describe('fields that follow a declaration', () => {
  it('a number has a slider and a field, both named; a switch is a switch; many choices are a list', async () => {
    const base = { title: 'Radius', doc: 'How far.' }
    const number = { ...base, kind: 'number', unit: 'px', min: 0, max: 9, step: 1, default: 1 } as const
    const shown = show(ParameterField, { props: { name: 'radius', parameter: number, value: 3 } })
    expect(shown.findAll('input').map((one) => one.attributes('aria-label'))).toEqual(['Radius', 'Radius, px'])
    await shown.setProps({ parameter: { ...base, kind: 'boolean', default: false }, value: false })
    const box = shown.get('[role=switch]')
    await box.trigger('change')
    const choices = ['one', 'two', 'three', 'four'].map((id) => ({ id, title: id, doc: id }))
    await shown.setProps({ parameter: { ...base, kind: 'choice', choices, default: 'one' } as never, value: 'one' })
    await shown.get('select').setValue('four')
    expect([shown.get('select').attributes('aria-label'), shown.emitted('set')]).toEqual(['Radius', [[true], ['four']]])
  })

  it('a list has its name and tells what was chosen', async () => {
    const choices = [{ id: 'png', title: 'PNG' }, { id: 'webp', title: 'WebP' }] // prettier-ignore
    const shown = show(ChoiceField as never, { props: { label: 'Format', modelValue: 'png', choices, testid: 'format' } })
    await shown.get('select').setValue('webp')
    expect([shown.get('select').attributes('aria-label'), shown.emitted('update:modelValue')]).toEqual(['Format', [['webp']]])
  })
})

describe('notes', () => {
  it('are read out, failures at once; they can be dismissed, and go by themselves', async () => {
    vi.useFakeTimers()
    const shown = show(ToastStack)
    toast({ kind: 'done', text: 'Saved cat.png' })
    toast({ kind: 'error', text: 'It could not be saved.' })
    await nextTick()
    expect(shown.findAll('[data-testid=toast]').map((one) => one.attributes('role'))).toEqual(['status', 'alert'])
    await shown.get('[role=alert] [aria-label=Dismiss]').trigger('click')
    expect(toasts.map(({ text }) => text)).toEqual(['Saved cat.png'])
    await nextTick()
    await vi.advanceTimersByTimeAsync(7_900)
    expect(toasts.length).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(toasts.length).toBe(0)
  })
})
