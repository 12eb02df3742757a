/**
 * Every command, once: the native menu, the keys, the tooltips, the command list and the help
 * are made from this. `keys` are Electron accelerators. A key without a modifier never goes into the native
 * menu as an accelerator (it would swallow typing in fields): the window handles it and the menu only shows it.
 */
export type MenuName = 'file' | 'edit' | 'view' | 'patch' | 'compare' | 'help'

export interface Command {
  readonly id: string
  readonly title: string
  readonly menu: MenuName
  /** Commands of one menu are separated by a line where the group changes. */
  readonly group: string
  readonly keys: string | null
  /** True for commands that are ticked while they hold, such as the present view. */
  readonly ticked?: boolean
  /** Where it belongs to one workspace: another command may have the same key in the other one. */
  readonly workspace?: 'mask' | 'compare'
}

const define = <const T extends readonly Command[]>(list: T) => list

export const commands = define([
  { id: 'file.open', title: 'Open…', menu: 'file', group: 'open', keys: 'CmdOrCtrl+O' },
  { id: 'file.sample', title: 'Open Sample Painting', menu: 'file', group: 'open', keys: null },
  { id: 'file.paste', title: 'Open from Clipboard', menu: 'file', group: 'open', keys: 'CmdOrCtrl+Shift+V' },
  { id: 'recipe.open', title: 'Open Recipe…', menu: 'file', group: 'open', keys: 'CmdOrCtrl+Shift+O' },
  { id: 'recipe.save', title: 'Save Recipe…', menu: 'file', group: 'save', keys: 'CmdOrCtrl+S' },
  { id: 'file.export', title: 'Export…', menu: 'file', group: 'save', keys: 'CmdOrCtrl+E' },
  { id: 'file.close', title: 'Close Photo', menu: 'file', group: 'close', keys: 'CmdOrCtrl+W' },
  { id: 'edit.undo', title: 'Undo', menu: 'edit', group: 'undo', keys: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', title: 'Redo', menu: 'edit', group: 'undo', keys: 'CmdOrCtrl+Shift+Z' },
  { id: 'copy.cutout', title: 'Copy Cut-out', menu: 'edit', group: 'copy', keys: 'CmdOrCtrl+Shift+C' },
  { id: 'copy.mask', title: 'Copy Mask', menu: 'edit', group: 'copy', keys: 'CmdOrCtrl+Alt+C' },
  { id: 'copy.python', title: 'Copy as Python', menu: 'edit', group: 'copy', keys: 'CmdOrCtrl+Shift+P', workspace: 'mask' },
  { id: 'view.photo', title: 'Photo', menu: 'view', group: 'what', keys: 'P', ticked: true, workspace: 'mask' },
  { id: 'view.overlay', title: 'Overlay', menu: 'view', group: 'what', keys: 'O', ticked: true, workspace: 'mask' },
  { id: 'view.mask', title: 'Mask', menu: 'view', group: 'what', keys: 'M', ticked: true, workspace: 'mask' },
  { id: 'view.cutout', title: 'Cut-out', menu: 'view', group: 'what', keys: 'C', ticked: true, workspace: 'mask' },
  { id: 'view.swipe', title: 'Before / After Swipe', menu: 'view', group: 'what', keys: 'S', ticked: true, workspace: 'mask' },
  { id: 'view.method', title: 'Picture of the Method', menu: 'view', group: 'what', keys: 'V', ticked: true, workspace: 'mask' },
  { id: 'picture.r', title: 'r Plane', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  { id: 'picture.g', title: 'g Plane', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  { id: 'picture.likelihood-r', title: 'Likelihood of r', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  { id: 'picture.likelihood-g', title: 'Likelihood of g', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  {
    id: 'picture.product',
    title: 'Product of the Likelihoods',
    menu: 'view',
    group: 'method',
    keys: null,
    ticked: true,
    workspace: 'mask',
  },
  { id: 'picture.hue', title: 'Back-projection of Hue', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  { id: 'picture.rg', title: 'Back-projection of r and g', menu: 'view', group: 'method', keys: null, ticked: true, workspace: 'mask' },
  {
    id: 'picture.disagreement',
    title: 'Disagreement of Two Models',
    menu: 'view',
    group: 'method',
    keys: null,
    ticked: true,
    workspace: 'mask',
  },
  { id: 'zoom.fit', title: 'Fit', menu: 'view', group: 'zoom', keys: '0' },
  { id: 'zoom.actual', title: 'Actual Pixels', menu: 'view', group: 'zoom', keys: '1' },
  { id: 'zoom.in', title: 'Zoom In', menu: 'view', group: 'zoom', keys: '+' },
  { id: 'zoom.out', title: 'Zoom Out', menu: 'view', group: 'zoom', keys: '-' },
  { id: 'workspace.mask', title: 'Mask Workspace', menu: 'view', group: 'workspace', keys: 'CmdOrCtrl+1', ticked: true },
  { id: 'workspace.compare', title: 'Compare Workspace', menu: 'view', group: 'workspace', keys: 'CmdOrCtrl+2', ticked: true },
  { id: 'panel.inspector', title: 'Inspector', menu: 'view', group: 'panel', keys: 'CmdOrCtrl+I', ticked: true },
  { id: 'panel.drawer', title: 'Charts', menu: 'view', group: 'panel', keys: 'CmdOrCtrl+J', ticked: true },
  { id: 'panel.strip', title: 'Masks at Several Thresholds', menu: 'view', group: 'panel', keys: 'T', ticked: true, workspace: 'mask' },
  { id: 'panel.measure', title: 'Measurements', menu: 'view', group: 'panel', keys: 'CmdOrCtrl+Shift+M', ticked: true, workspace: 'mask' },
  { id: 'tool.scale', title: 'Draw the Scale', menu: 'view', group: 'panel', keys: 'U', ticked: true, workspace: 'mask' },
  { id: 'charts.overview', title: 'Charts: Overview', menu: 'view', group: 'charts', keys: null, ticked: true, workspace: 'mask' },
  { id: 'charts.plane', title: 'Charts: Plane and Gates', menu: 'view', group: 'charts', keys: null, ticked: true, workspace: 'mask' },
  { id: 'charts.maps', title: 'Charts: Model', menu: 'view', group: 'charts', keys: null, ticked: true, workspace: 'mask' },
  { id: 'charts.hue', title: 'Charts: Hue', menu: 'view', group: 'charts', keys: null, ticked: true, workspace: 'mask' },
  { id: 'charts.threshold', title: 'Charts: Threshold', menu: 'view', group: 'charts', keys: null, ticked: true, workspace: 'mask' },
  { id: 'theme.system', title: 'Theme: System', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'theme.light', title: 'Theme: Light', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'theme.dark', title: 'Theme: Dark', menu: 'view', group: 'theme', keys: null, ticked: true },
  { id: 'tool.patch', title: 'Draw Patch', menu: 'patch', group: 'tool', keys: 'R', ticked: true, workspace: 'mask' },
  { id: 'tool.ellipse', title: 'Draw Ellipse Patch', menu: 'patch', group: 'tool', keys: 'E', ticked: true, workspace: 'mask' },
  { id: 'tool.lasso', title: 'Draw Lasso Patch', menu: 'patch', group: 'tool', keys: 'Q', ticked: true, workspace: 'mask' },
  { id: 'tool.hand', title: 'Hand', menu: 'patch', group: 'tool', keys: 'H', ticked: true, workspace: 'mask' },
  { id: 'patch.new', title: 'Add Patch in the Middle', menu: 'patch', group: 'new', keys: 'A', workspace: 'mask' },
  { id: 'patch.new-minus', title: 'Subtract Patch in the Middle', menu: 'patch', group: 'new', keys: 'X', workspace: 'mask' },
  { id: 'patch.duplicate', title: 'Duplicate Patch', menu: 'patch', group: 'new', keys: 'CmdOrCtrl+D', workspace: 'mask' },
  { id: 'patch.sign', title: 'Change to Subtract', menu: 'patch', group: 'new', keys: null, workspace: 'mask' },
  { id: 'patch.rectangle', title: 'Make It a Rectangle', menu: 'patch', group: 'shape', keys: null, ticked: true, workspace: 'mask' },
  { id: 'patch.round', title: 'Make It an Ellipse', menu: 'patch', group: 'shape', keys: null, ticked: true, workspace: 'mask' },
  { id: 'patch.left', title: 'Move Left', menu: 'patch', group: 'move', keys: 'Left', workspace: 'mask' },
  { id: 'patch.right', title: 'Move Right', menu: 'patch', group: 'move', keys: 'Right', workspace: 'mask' },
  { id: 'patch.up', title: 'Move Up', menu: 'patch', group: 'move', keys: 'Up', workspace: 'mask' },
  { id: 'patch.down', title: 'Move Down', menu: 'patch', group: 'move', keys: 'Down', workspace: 'mask' },
  { id: 'patch.delete', title: 'Delete Patch', menu: 'patch', group: 'delete', keys: 'Delete', workspace: 'mask' },
  { id: 'coverage.more', title: 'More Coverage', menu: 'patch', group: 'coverage', keys: ']', workspace: 'mask' },
  { id: 'coverage.less', title: 'Less Coverage', menu: 'patch', group: 'coverage', keys: '[', workspace: 'mask' },
  { id: 'tool.limit', title: 'Draw the Region to Stay In', menu: 'patch', group: 'region', keys: 'G', ticked: true, workspace: 'mask' },
  {
    id: 'tool.limit-lasso',
    title: 'Draw the Region with a Lasso',
    menu: 'patch',
    group: 'region',
    keys: null,
    ticked: true,
    workspace: 'mask',
  },
  { id: 'region.visible', title: 'Limit to Visible Area', menu: 'patch', group: 'region', keys: null, workspace: 'mask' },
  { id: 'region.remove', title: 'Remove the Region', menu: 'patch', group: 'region', keys: null, workspace: 'mask' },
  {
    id: 'region.connected',
    title: 'Only What Is Connected to a Patch',
    menu: 'patch',
    group: 'region',
    keys: 'J',
    ticked: true,
    workspace: 'mask',
  },
  { id: 'clean.usual', title: 'Add the Usual Clean-up Steps', menu: 'patch', group: 'clean', keys: 'CmdOrCtrl+Shift+U', workspace: 'mask' },
  { id: 'view.two-up', title: 'Two-up', menu: 'compare', group: 'what', keys: 'T', ticked: true, workspace: 'compare' },
  { id: 'view.pair-swipe', title: 'Swipe', menu: 'compare', group: 'what', keys: 'S', ticked: true, workspace: 'compare' },
  { id: 'view.onion', title: 'Onion Skin', menu: 'compare', group: 'what', keys: 'O', ticked: true, workspace: 'compare' },
  { id: 'view.blink', title: 'Blink', menu: 'compare', group: 'what', keys: 'K', ticked: true, workspace: 'compare' },
  { id: 'view.difference', title: 'Difference', menu: 'compare', group: 'what', keys: 'D', ticked: true, workspace: 'compare' },
  { id: 'view.boxes', title: 'Boxes round the Changes', menu: 'compare', group: 'how', keys: 'M', ticked: true, workspace: 'compare' },
  { id: 'blink.peek', title: 'Hold to See the Other Photo', menu: 'compare', group: 'how', keys: 'B', workspace: 'compare' },
  { id: 'swipe.turn', title: 'Turn the Swipe Line', menu: 'compare', group: 'how', keys: 'V', workspace: 'compare' },
  { id: 'change.next', title: 'Next Change', menu: 'compare', group: 'change', keys: 'N', workspace: 'compare' },
  { id: 'change.previous', title: 'Previous Change', menu: 'compare', group: 'change', keys: 'P', workspace: 'compare' },
  { id: 'change.seen', title: 'Tick Off', menu: 'compare', group: 'change', keys: 'C', workspace: 'compare' },
  { id: 'change.ignore', title: 'Ignore This Area', menu: 'compare', group: 'change', keys: 'I', workspace: 'compare' },
  { id: 'colour.pick', title: 'Compare a Colour', menu: 'compare', group: 'colour', keys: 'R', ticked: true, workspace: 'compare' },
  { id: 'pair.split', title: 'Cut a Puzzle Picture in Two…', menu: 'compare', group: 'pair', keys: null, workspace: 'compare' },
  { id: 'pair.copy', title: 'Copy the Difference', menu: 'compare', group: 'pair', keys: 'CmdOrCtrl+Shift+D', workspace: 'compare' },
  { id: 'pair.swap', title: 'Swap Before and After', menu: 'compare', group: 'align', keys: 'X', workspace: 'compare' },
  { id: 'align.nudge', title: 'Move After by Hand', menu: 'compare', group: 'align', keys: 'G', ticked: true, workspace: 'compare' },
  { id: 'align.pins', title: 'Align by Pins', menu: 'compare', group: 'align', keys: 'A', ticked: true, workspace: 'compare' },
  { id: 'align.left', title: 'Move Left', menu: 'compare', group: 'move', keys: 'Left', workspace: 'compare' },
  { id: 'align.right', title: 'Move Right', menu: 'compare', group: 'move', keys: 'Right', workspace: 'compare' },
  { id: 'align.up', title: 'Move Up', menu: 'compare', group: 'move', keys: 'Up', workspace: 'compare' },
  { id: 'align.down', title: 'Move Down', menu: 'compare', group: 'move', keys: 'Down', workspace: 'compare' },
  { id: 'align.reset', title: 'Align Automatically Again', menu: 'compare', group: 'move', keys: null, workspace: 'compare' },
  { id: 'sensitivity.more', title: 'Find More Changes', menu: 'compare', group: 'sensitivity', keys: '[', workspace: 'compare' },
  { id: 'sensitivity.less', title: 'Find Fewer Changes', menu: 'compare', group: 'sensitivity', keys: ']', workspace: 'compare' },
  { id: 'walk.start', title: 'Walk through the Method', menu: 'help', group: 'walk', keys: 'W', ticked: true, workspace: 'mask' },
  { id: 'walk.next', title: 'Next Step', menu: 'help', group: 'walk', keys: 'N', workspace: 'mask' },
  { id: 'walk.back', title: 'Step Back', menu: 'help', group: 'walk', keys: 'B', workspace: 'mask' },
  { id: 'help.commands', title: 'All Commands…', menu: 'help', group: 'help', keys: 'CmdOrCtrl+K' },
  { id: 'help.guide', title: 'Chromapatch Guide', menu: 'help', group: 'help', keys: 'F1' },
])

export type CommandId = (typeof commands)[number]['id']

/** Whether the native menu may own this key; see the note at the top. */
export function isMenuKey(keys: string | null): boolean {
  return keys !== null && (/^(CmdOrCtrl|Cmd|Ctrl|Alt)\+/.test(keys) || /^F\d+$/.test(keys))
}
