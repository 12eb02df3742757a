/** The part of a script that asks whether a chromaticity lies in a gate; it defines `score`, `PEAK` and `mask`. */
import { ChromapatchError } from '../../../contract/errors'
import { edgesOf, type ChromaticityGate } from '../../scorers/gate/definition'
import type { ModelPython } from './python'

/** A script needs the gate that the segmentation has. @throws ChromapatchError PARAMETER_INVALID where there is none */
export const gatePython: ModelPython = {
  chromaticity: true,
  lines({ gate }) {
    if (gate === undefined) throw new ChromapatchError('PARAMETER_INVALID', 'There is no gate: nothing can be selected.')
    return gateLines(gate)
  },
}

/** Step by step as core/scorers/gate/definition.ts has it, so that the outline's own pixels agree too. */
function gateLines(gate: ChromaticityGate): string[] {
  return [...insideLines(gate), 'PEAK = 255', 'score = np.where(inside & usable, 255.0, 0.0)', 'mask = score > 0']
}

function insideLines(gate: ChromaticityGate): string[] {
  switch (gate.kind) {
    case 'rectangle':
      return [
        '# Both ends belong to the gate.',
        `inside = (r >= ${gate.r[0]}) & (r <= ${gate.r[1]}) & (g >= ${gate.g[0]}) & (g <= ${gate.g[1]})`,
      ]
    case 'ellipse': {
      const turn = (gate.angle * Math.PI) / 180
      return [
        `# The axes of the ellipse are turned by ${gate.angle} degrees from r towards g.`,
        `cos, sin = ${Math.cos(turn)}, ${Math.sin(turn)}`,
        `dr, dg = r - ${bracketed(gate.centre[0])}, g - ${bracketed(gate.centre[1])}`,
        `u, v = (dr * cos + dg * sin) / ${gate.radii[0]}, (dg * cos - dr * sin) / ${gate.radii[1]}`,
        'inside = u * u + v * v <= 1',
      ]
    }
    case 'polygon':
      return [
        '# From r0, g0 to r1, g1 each.',
        'EDGES = [',
        // An edge along r is crossed by no ray along r.
        ...edgesOf(gate.points)
          .filter(([, g0, , g1]) => g0 !== g1)
          .map((edge) => `    (${edge.join(', ')}),`),
        ']',
        '# Even-odd: a ray towards greater r crosses the outline an odd number of times.',
        'inside = np.zeros(r.shape, bool)',
        'for r0, g0, r1, g1 in EDGES:',
        '    inside ^= ((g0 > g) != (g1 > g)) & (r < (r1 - r0) * (g - g0) / (g1 - g0) + r0)',
      ]
  }
}

const bracketed = (value: number) => (value < 0 ? `(${value})` : String(value))
