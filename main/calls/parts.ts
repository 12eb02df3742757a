import { type BrowserWindow } from 'electron'
import { ChromapatchError } from '../../contract/errors'
import type { EngineHost } from '../engine-host/host'
import type { Documents } from '../files/documents'
import type { RunningExports } from '../files/exports'
import type { Grants } from '../files/grants'
import type { PreparedFiles } from '../files/prepared'
import type { RecentFiles } from '../files/recent'
import type { WorkspaceFile } from '../files/workspace'
import type { Jobs } from '../ipc/jobs'
import type { AppMenu } from '../windows/menu'
import type { PhotoBatches } from './photo-batches'
import type { SettingsFile } from '../files/settings'
import type { Smoke } from '../windows/smoke'
import type { Windows } from '../windows/windows'

export interface Parts {
  readonly windows: Windows
  readonly grants: Grants
  readonly documents: Documents
  readonly jobs: Jobs
  readonly host: EngineHost
  readonly settings: SettingsFile
  readonly recent: RecentFiles
  readonly exports: RunningExports
  readonly prepared: PreparedFiles
  readonly batches: PhotoBatches
  readonly workspace: WorkspaceFile
  readonly menu: AppMenu
  readonly smoke: Smoke | null
}

/** An engine that was started again may not know the photo: closed is closed. */
export function closePhoto({ documents, host }: Pick<Parts, 'documents' | 'host'>, document: string): void {
  documents.forget(document)
  host.call('close', { document }, { window: 0, job: '' }).catch(() => undefined)
}

export function openWindow(windows: Windows, id: number): BrowserWindow {
  const window = windows.find(id)
  if (!window) throw new ChromapatchError('JOB_CANCELLED', 'The window was closed.')
  return window
}
