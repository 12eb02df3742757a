/**
 * The fuses as electron-builder.yml sets them, by the names that @electron/fuses has for the places on the wire.
 * @type {Record<string, boolean>}
 */
const wanted = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

/** How a fuse reads on the wire: the digits' character codes. */
const states = { on: 0x31, off: 0x30 }

/**
 * Reads the fuse wire of a packaged binary.
 * @param {string} executable
 * @returns {Promise<string[]>} what differs from what is wanted, a sentence each; empty where all is right
 */
export async function fuseFaults(executable) {
  const wire = await readWire(executable)
  const faults = []
  for (const [name, enabled] of Object.entries(wanted)) {
    const should = enabled ? 'on' : 'off'
    const state = wire[name]
    // A place that an older Electron does not have cannot be wrong.
    if (state !== undefined && state !== states[should])
      faults.push(`The fuse ${name} should be ${should} but reads 0x${state.toString(16)}.`)
  }
  return faults
}

/**
 * Which of the wanted fuses an Electron has no place for: setting one of them is an error.
 * @param {string} executable
 */
export async function unknownFuses(executable) {
  const wire = await readWire(executable)
  return Object.keys(wanted).filter((name) => wire[name] === undefined)
}

/** @param {string} executable @returns {Promise<Record<string, number | undefined>>} state by name */
async function readWire(executable) {
  const { FuseV1Options, getCurrentFuseWire } = (await import('@electron/fuses')).default
  const wire = /** @type {Record<number, number>} */ (/** @type {unknown} */ (await getCurrentFuseWire(executable)))
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, wire[FuseV1Options[/** @type {'RunAsNode'} */ (name)]]]))
}
