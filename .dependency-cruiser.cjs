/**
 * Who may import whom. A room is a folder with all folders in it; type imports and .vue files count. The map and the
 * reasons are in CONTRIBUTING.md.
 */
const room = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(main|core|contract|preload|renderer)/', pathNot: to },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files never import each other, over any number of steps.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: 'assembly\\.generated' } },
    room('contract-imports-nothing', '^contract/', '^contract/'),
    room('core-imports-contract', '^core/', '^(core|contract)/'),
    room('preload-imports-contract', '^preload/', '^(preload|contract)/'),
    room('disk', '^main/disk/', '^(main/disk/|core/(formats|models|scorers)/|contract/)'),
    room('engine', '^main/engine/', '^(main/(engine|disk)/|core/|contract/)'),
    room('command-line', '^main/cli/', '^(main/(cli|engine|disk)/|core/|contract/)'),
    room(
      'main',
      '^main/(?!engine/|cli/|disk/)',
      '^(main/(?!engine/|cli/)|main/engine/((context|messages|requests)\\.ts|recipe/)|core/|contract/)',
    ),
    room('renderer', '^renderer/', '^(renderer|contract|core)/'),
    room('pane', '^renderer/pane/', '^(renderer/pane|contract|core)/'),
    room('bridge', '^renderer/bridge/', '^(renderer/bridge|contract|core)/'),
    room('kit', '^renderer/kit/', '^(renderer/(kit|pane|bridge)|contract|core)/'),
    room('commands', '^renderer/commands/', '^(renderer/(commands|kit|bridge)|contract|core)/'),
    room('charts', '^renderer/charts/', '^(renderer/(charts|kit|pane|bridge)|contract|core)/'),
    room('photo', '^renderer/photo/', '^(renderer/(photo|commands|kit|pane|bridge)|contract|core)/'),
    room('session', '^renderer/session/', '^(renderer/(session|commands|kit|bridge)|contract|core)/'),
    room('mask-alone', '^renderer/mask/', '^(renderer/(?!shell/|pair/)|contract|core)', 'The workspaces never import each other.'),
    room('pair-alone', '^renderer/pair/', '^(renderer/(?!shell/|mask/)|contract|core)', 'The workspaces never import each other.'),
    room('kernels-before-masks', '^core/(kernels|memory)', '^(core/(kernels|mask|memory|colour)|contract/)'),
    room('threads-know-no-workspace', '^main/engine/threads/', '^(main/engine/(threads/|context\\.ts)|core/|contract/)'),
    room('codec-alone', '^main/engine/codec/', '^(main/engine/(codec/|context\\.ts)|main/disk/|core/|contract/)'),
    room(
      'photo-before-mask',
      '^main/engine/photo/',
      '^(main/engine/(photo|codec|threads)/|main/engine/context\\.ts|main/disk/|core/|contract/)',
    ),
    room(
      'mask-without-pair',
      '^main/engine/mask/',
      '^(main/engine/(mask|photo|codec|threads)/|main/engine/context\\.ts|main/disk/|core/|contract/)',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^core/wasm/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.json', '.css'] },
  },
}
