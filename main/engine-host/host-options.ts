/** What the engine's host is given: how to start a process, what to bring back in it, and whom to tell. */
import type { OpenPhoto } from '../files/documents'
import type { EngineCallName } from '../engine/requests'
import type { FromEngine, ToEngine } from '../engine/messages'

export interface EngineProcess {
  post(message: ToEngine, ports?: readonly unknown[]): void
  kill(): void
  /** Also after its end; undefined where it never ran. */
  readonly pid: number | undefined
}
export type Fork = (heard: (message: FromEngine) => void, ended: () => void) => EngineProcess

export interface HostOptions {
  readonly fork: Fork
  /** The photos to bring back after a crash. */
  readonly documents: () => readonly OpenPhoto[]
  /** A new engine listens, before anything is asked of it: the windows' pixel ports belong here. */
  readonly started: () => void
  /** An engine has ended while it was, or may have been, writing these files. */
  readonly abandoned: (targets: readonly string[], pid: number) => void
  readonly changed: (state: 'ready' | 'restarting' | 'failed', lost: readonly string[]) => void
  readonly limits?: Partial<Limits>
}

/** In milliseconds. */
export interface Limits {
  /** From the fork to the engine's first word. */
  start: number
  /**
   * From a cancel to the answer. Then a call that writes a file is given up; where its time limit cancelled it, whatever it
   * is, the engine is taken for stuck.
   */
  answer: number
  /** The first pause after too many crashes. */
  pause: number
  call: (name: EngineCallName) => number
}
