/** `process.platform` of main, told by `hello`; decides how keys are written. */
import { ref } from 'vue'

export const platform = ref('linux')
export const version = ref('')
