/** Whether anything that the pane or the figures wait for is under way: `data-busy` on the root element, and the quiet spinner. */
import { computed, shallowRef, type Ref } from 'vue'

const sources = shallowRef<readonly Readonly<Ref<boolean>>[]>([])

export const busy = computed(() => sources.value.some((source) => source.value))

/** Adds a source for as long as the caller lives. */
export function reportBusy(source: Readonly<Ref<boolean>>): () => void {
  // A new list each time: shallowRef sees replacement alone, and must not unwrap the refs inside.
  sources.value = [...sources.value, source]
  return () => {
    // eslint-disable-next-line vue/no-ref-as-operand -- which ref it is, not what it holds
    sources.value = sources.value.filter((other) => other !== source)
  }
}
