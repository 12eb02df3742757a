/** What the window shows of the pair workspace. */
import { FileText } from '@lucide/vue'
import type { Parts } from '../commands/workspaces'
import CompareDrawer from './pane/CompareDrawer.vue'
import CompareStatus from './pane/CompareStatus.vue'
import CompareWorkspace from './pane/CompareWorkspace.vue'
import PairLive from './pane/PairLive.vue'
import PairTitle from './pane/PairTitle.vue'
import ComparePanel from './panels/ComparePanel.vue'
import ReportDialog from './report/ReportDialog.vue'

export const pairParts: Parts = {
  centre: CompareWorkspace,
  ownDrop: true,
  title: PairTitle,
  inspector: { usual: ComparePanel },
  drawer: { usual: CompareDrawer },
  status: CompareStatus,
  live: PairLive,
  save: { id: 'file.export', word: 'Report…', tip: 'Save a report, pictures or tables', icon: FileText, testid: 'report-open' },
  dialogs: { report: ReportDialog },
}
