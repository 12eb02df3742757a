import '@fontsource-variable/inter/index.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import { createApp } from 'vue'
import App from './App.vue'
import { tip } from './composables/useTip'
import { applyTheme } from './stores/settings'

// Before anything is drawn, so that the window never flashes in the other theme.
applyTheme()
createApp(App).directive('tip', tip).mount('#app')
