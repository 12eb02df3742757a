/** The four channels between preload and main. The page never sees their names. */
export const CALL_CHANNEL = 'chromapatch:call'
export const EVENT_CHANNEL = 'chromapatch:event'
export const PORT_CHANNEL = 'chromapatch:port'
/** Paths of dropped files, found by preload itself; not a call of the contract, so the page cannot reach it. */
export const DROP_CHANNEL = 'chromapatch:drop'
