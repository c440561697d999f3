import type { ConformanceCase, ConformanceStory } from '../conformance-case.js';

/** What an attack goes through; the folder that its file is in. */
export type EscapeClass =
  | 'async-generators'
  | 'buffers'
  | 'constructors'
  | 'cross-run'
  | 'denial-of-service'
  | 'errors'
  | 'forgery'
  | 'host-functions'
  | 'parser'
  | 'pollution'
  | 'promises'
  | 'prototypes'
  | 'proxies'
  | 'results'
  | 'symbols'
  | 'wasm';

interface EscapeFacts {
  readonly class: EscapeClass;
  /** The advisory that it is modelled on, or `class: …` with the idea where there is none. */
  readonly modelled_on: string;
}

/** One attack with what has to come of it. */
export type EscapeCase = EscapeFacts & (ConformanceCase | ConformanceStory);
