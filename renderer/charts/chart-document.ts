/** The photo that the charts below a component are of: a saved chart has its name. */
import type { InjectionKey } from 'vue'

export const chartDocument: InjectionKey<() => string | null> = Symbol('chart document')
