import '@fontsource-variable/inter/index.css'
import './kit/styles/tokens.css'
import './kit/styles/base.css'
import './kit/styles/controls.css'
import { createApp } from 'vue'
import App from './shell/App.vue'
import { tip } from './kit/use/useTip'
import { applyTheme } from './bridge/settings'

// Before anything is drawn, so that the window never flashes in the other theme.
applyTheme()
createApp(App).directive('tip', tip).mount('#app')
