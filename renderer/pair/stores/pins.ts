/** Alignment by hand: two to four pins, each on the same thing in both photos. */
import { computed } from 'vue'
import type { ManualMove } from '../../../contract/comparison'
import { apply, invert } from '../../../core/pair/align/geometry'
import { toast } from '../../kit/use/toasts'
import { asMatrix } from './move-words'
import { placeWithin } from '../paint/tile'
import { choices, choose, type Pin, type Place } from './choices'
import { comparison } from './comparison'
import { after, before, SIDE_TITLES, type Side } from './pair'

export const PINS_MAX = 4
/** With fewer, nothing is said of turn and scale. */
const PINS_LEAST = 2

type Complete = { readonly before: [number, number]; readonly after: [number, number] }
const isComplete = (pin: Pin): pin is Complete => pin.before !== null && pin.after !== null

/** The move as it is shown now, before → after. Where nothing is known of it, after lies scaled into before's frame. */
const shown = computed(() => {
  const open = comparison.value
  if (open && open.before === before.value?.document && open.after === after.value?.document) {
    const move = asMatrix(open.found.align.homography)
    const back = invert(move)
    return { toAfter: (at: Place) => apply(move, at) as Place, toBefore: (at: Place) => (back ? (apply(back, at) as Place) : at) }
  }
  const place = before.value && after.value ? placeWithin(after.value, before.value) : { x: 0, y: 0, scale: 1 }
  const [from, to] = [
    (v: number, offset: number) => (v + 0.5 - offset) / place.scale - 0.5,
    (v: number, offset: number) => (v + 0.5) * place.scale + offset - 0.5,
  ]
  return {
    toAfter: ([x, y]: Place): Place => [from(x, place.x), from(y, place.y)],
    toBefore: ([x, y]: Place): Place => [to(x, place.x), to(y, place.y)],
  }
})

/** Where each pin is seen in a panel, in before's pixels. */
export const pinsShown = computed<Readonly<Record<Side, readonly (Place | null)[]>>>(() => ({
  before: choices.value.pins.map((pin) => pin.before),
  after: choices.value.pins.map((pin) => pin.after && shown.value.toBefore(pin.after)),
}))

/** What a reader is told to do next. */
export const nextPin = computed(() => {
  const { pins } = choices.value
  const open = pins.findIndex((pin) => !isComplete(pin))
  if (open >= 0) return `Now click the same thing in ${pins[open]!.before === null ? SIDE_TITLES.before : SIDE_TITLES.after}.`
  if (pins.length >= PINS_MAX) return 'Four pins are set. Drag one to move it.'
  return pins.length < PINS_LEAST ? 'Click a thing in Before, then the same thing in After.' : 'Another pin makes it surer: up to four.'
})

function setPins(pins: readonly Pin[], name: string, key: string | null = null): void {
  const complete = pins.filter(isComplete)
  const { manual } = choices.value
  const byPins: ManualMove | null = complete.length >= PINS_LEAST ? { kind: 'pins', pins: complete.map((pin) => ({ ...pin })) } : null
  choose(name, { pins, manual: byPins ?? (manual?.kind === 'pins' ? null : manual) }, key)
}

/** `at` is where it is seen, in before's pixels. */
const placed = (side: Side, at: Place): [number, number] => [...(side === 'before' ? at : shown.value.toAfter(at))] as [number, number]

/** Completes the first pin that lacks this side, or begins another one. */
export function setPin(side: Side, at: Place): void {
  const { pins } = choices.value
  const open = pins.findIndex((pin) => pin[side] === null)
  if (open >= 0) return movePin(open, side, at)
  if (pins.length >= PINS_MAX) {
    toast({ kind: 'note', text: 'Four pins are enough.', detail: 'Drag one of them to move it, or remove one.' })
    return
  }
  setPins([...pins, { before: null, after: null, [side]: placed(side, at) }], 'Pin')
}

/** One in both photos at once, for keys to move: where it is seen now is a guess. */
export function addPin(at: Place): void {
  const { pins } = choices.value
  if (pins.length < PINS_MAX) setPins([...pins, { before: placed('before', at), after: placed('after', at) }], 'Pin')
}

export function movePin(index: number, side: Side, at: Place): void {
  const pins = choices.value.pins.map((pin, i) => (i === index ? { ...pin, [side]: placed(side, at) } : pin))
  setPins(pins, 'Move Pin', `pin:${index}:${side}`)
}

export function removePin(index: number): void {
  setPins(
    choices.value.pins.filter((_, i) => i !== index),
    'Remove Pin',
  )
}
