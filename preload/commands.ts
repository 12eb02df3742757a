/**
 * Every command, once: the native menu, the keys, the tooltips, the command list and the help
 * are made from this. `keys` are Electron accelerators. A key without a modifier never goes into the native
 * menu as an accelerator (it would swallow typing in fields): the window handles it and the menu only shows it.
 */
export type MenuName = 'file' | 'edit' | 'view' | 'patch' | 'help'

export interface Command {
  readonly id: string
  readonly title: string
  readonly menu: MenuName
  /** Commands of one menu are separated by a line where the group changes. */
  readonly group: string
  readonly keys: string | null
  /** True for commands that are ticked while they hold, such as the present view. */
  readonly ticked?: boolean
}

const define = <const T extends readonly Command[]>(list: T) => list

export const commands = define([
  { id: 'file.open', title: 'Open…', menu: 'file', group: 'open', keys: 'CmdOrCtrl+O' },
  { id: 'file.sample', title: 'Open Sample Painting', menu: 'file', group: 'open', keys: null },
  { id: 'file.paste', title: 'Open from Clipboard', menu: 'file', group: 'open', keys: 'CmdOrCtrl+Shift+V' },
  { id: 'file.export', title: 'Export…', menu: 'file', group: 'save', keys: 'CmdOrCtrl+E' },
  { id: 'file.close', title: 'Close Photo', menu: 'file', group: 'close', keys: 'CmdOrCtrl+W' },
  { id: 'edit.undo', title: 'Undo', menu: 'edit', group: 'undo', keys: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', title: 'Redo', menu: 'edit', group: 'undo', keys: 'CmdOrCtrl+Shift+Z' },
  { id: 'view.photo', title: 'Photo', menu: 'view', group: 'what', keys: 'P', ticked: true },
  { id: 'view.overlay', title: 'Overlay', menu: 'view', group: 'what', keys: 'O', ticked: true },
  { id: 'view.mask', title: 'Mask', menu: 'view', group: 'what', keys: 'M', ticked: true },
  { id: 'view.cutout', title: 'Cut-out', menu: 'view', group: 'what', keys: 'C', ticked: true },
  { id: 'view.swipe', title: 'Before / After Swipe', menu: 'view', group: 'what', keys: 'S', ticked: true },
  { id: 'zoom.fit', title: 'Fit', menu: 'view', group: 'zoom', keys: '0' },
  { id: 'zoom.actual', title: 'Actual Pixels', menu: 'view', group: 'zoom', keys: '1' },
  { id: 'zoom.in', title: 'Zoom In', menu: 'view', group: 'zoom', keys: '+' },
  { id: 'zoom.out', title: 'Zoom Out', menu: 'view', group: 'zoom', keys: '-' },
  { id: 'workspace.mask', title: 'Mask Workspace', menu: 'view', group: 'workspace', keys: 'CmdOrCtrl+1', ticked: true },
  { id: 'workspace.compare', title: 'Compare Workspace', menu: 'view', group: 'workspace', keys: 'CmdOrCtrl+2', ticked: true },
  { id: 'panel.inspector', title: 'Inspector', menu: 'view', group: 'panel', keys: 'CmdOrCtrl+I', ticked: true },
  { id: 'panel.drawer', title: 'Charts', menu: 'view', group: 'panel', keys: 'CmdOrCtrl+J', ticked: true },
  { id: 'theme.system', title: 'Theme: System', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'theme.light', title: 'Theme: Light', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'theme.dark', title: 'Theme: Dark', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'tool.patch', title: 'Draw Patch', menu: 'patch', group: 'tool', keys: 'R', ticked: true },
  { id: 'tool.hand', title: 'Hand', menu: 'patch', group: 'tool', keys: 'H', ticked: true },
  { id: 'patch.left', title: 'Move Left', menu: 'patch', group: 'move', keys: 'Left' },
  { id: 'patch.right', title: 'Move Right', menu: 'patch', group: 'move', keys: 'Right' },
  { id: 'patch.up', title: 'Move Up', menu: 'patch', group: 'move', keys: 'Up' },
  { id: 'patch.down', title: 'Move Down', menu: 'patch', group: 'move', keys: 'Down' },
  { id: 'patch.delete', title: 'Delete Patch', menu: 'patch', group: 'delete', keys: 'Delete' },
  { id: 'coverage.more', title: 'More Coverage', menu: 'patch', group: 'coverage', keys: ']' },
  { id: 'coverage.less', title: 'Less Coverage', menu: 'patch', group: 'coverage', keys: '[' },
  { id: 'help.commands', title: 'All Commands…', menu: 'help', group: 'help', keys: 'CmdOrCtrl+K' },
  { id: 'help.guide', title: 'Chromapatch Guide', menu: 'help', group: 'help', keys: 'F1' },
])

export type CommandId = (typeof commands)[number]['id']

/** Whether the native menu may own this key; see the note at the top. */
export function isMenuKey(keys: string | null): boolean {
  return keys !== null && (/^(CmdOrCtrl|Cmd|Ctrl|Alt)\+/.test(keys) || /^F\d+$/.test(keys))
}
