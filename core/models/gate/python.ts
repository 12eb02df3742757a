import type { GatePython } from '../model-python'

export const python: GatePython = { kind: 'gate' }
