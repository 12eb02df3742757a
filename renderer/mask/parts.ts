/** What the window shows of the mask workspace. */
import { Download } from '@lucide/vue'
import type { Parts } from '../commands/workspaces'
import ChartDrawer from './charts/ChartDrawer.vue'
import { useCleaned } from './composables/useCleaned'
import { useFigures } from './composables/useFigures'
import { useLayers } from './composables/useLayers'
import { useScores } from './composables/useScores'
import { useSuggestions } from './composables/useSuggestions'
import ExportDialog from './export/ExportDialog.vue'
import MeasurePanel from './measure/MeasurePanel.vue'
import WalkPanel from './method/components/WalkPanel.vue'
import { useMethodPictures } from './method/composables/useMethodPictures'
import { walking } from './method/walk/walk'
import DamagedNotice from './pane/DamagedNotice.vue'
import DocumentTitle from './pane/DocumentTitle.vue'
import ImagePane from './pane/ImagePane.vue'
import LiveRegion from './pane/LiveRegion.vue'
import StatusBar from './pane/StatusBar.vue'
import InspectorPanel from './panels/InspectorPanel.vue'
import { info } from './stores/documents'
import { view } from './stores/view'

export const maskParts: Parts = {
  centre: ImagePane,
  stays: true,
  title: DocumentTitle,
  inspector: { usual: InspectorPanel, instead: () => (walking.value && info.value ? WalkPanel : null) },
  drawer: { usual: ChartDrawer, instead: () => (view.measuring && info.value ? MeasurePanel : null) },
  status: StatusBar,
  live: LiveRegion,
  notice: DamagedNotice,
  save: { id: 'file.export', word: 'Export…', tip: 'Export the cut-out or the mask', icon: Download, testid: 'export-open' },
  dialogs: { export: ExportDialog },
  setup: () => {
    useLayers()
    useScores()
    useCleaned()
    useFigures()
    useMethodPictures()
    useSuggestions()
  },
}
