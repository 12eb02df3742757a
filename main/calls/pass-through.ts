/** Calls that the engine answers as they stand: main checks that the photo or the comparison is this window's. */
import { calls, traitsOf, type PassedCallName, type Request } from '../../contract/contract'
import type { Comparisons } from '../files/comparisons'
import type { Documents } from '../files/documents'
import type { EngineHost } from '../engine-host/host'
import type { Context, Handlers } from '../ipc/gate'

export interface PassThroughParts {
  readonly documents: Documents
  readonly comparisons: Comparisons
  readonly host: EngineHost
}

const passed = Object.keys(calls).filter((name): name is PassedCallName => traitsOf(name).engine === true)

export function passThrough(parts: PassThroughParts): Pick<Handlers, PassedCallName> {
  // Every name has its handler: the list is the contract's own. TypeScript does not follow that through `fromEntries`.
  return Object.fromEntries(passed.map((name) => [name, handlerOf(name, parts)])) as unknown as Pick<Handlers, PassedCallName>
}

function handlerOf<N extends PassedCallName>(name: N, { documents, comparisons, host }: PassThroughParts) {
  return (request: Request<N>, context: Context) => {
    const { job, ...rest } = request as Request<N> & { readonly job?: string }
    // The engine's calls have no job: the context carries it.
    void job
    if ('document' in rest && typeof rest.document === 'string') documents.find(context.window, rest.document)
    if ('comparison' in rest && typeof rest.comparison === 'string') comparisons.find(context.window, rest.comparison)
    return host.call(name, rest as never, context)
  }
}
