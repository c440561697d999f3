import type { LinkedScripts } from '../modules/module-links.js';
import type { PositionMap } from '../position-map.js';

/** What the trusted side delivers to the prelude, as JSON text. The prelude trusts it. */
export type RealmCommand = ConfigureCommand | MovedCommand | StartCommand | TickCommand | AnswerCommand;

/** The first message of a run: everything that differs from run to run. */
export interface ConfigureCommand {
  readonly t: 'configure';
  /** Codec text. */
  readonly input: string;
  /** Codec text of a plain object, or `null` without globals. */
  readonly globals: string | null;
  /** The codelet's file name as its stacks show it; frames of other files are hidden. */
  readonly filename: string;
  /** Leads from the compiled script to the author's source. */
  readonly map: PositionMap;
  /** For a codelet of several scripts, in place of `filename` and `map`. */
  readonly modules?: LinkedScripts;
  /** 64 hexadecimal digits: all randomness of the run comes from them. */
  readonly seed: string;
  readonly max_logs: number;
  readonly max_log_bytes: number;
  readonly max_result_bytes: number;
  readonly max_calls: number;
  readonly max_call_bytes: number;
  /** Named values for `helpers.env`: codec text of a plain object, or `null` for none. */
  readonly env: string | null;
  /** The capabilities given, as `group.name`. */
  readonly capabilities: readonly string[];
  /** Where the run's clock stands, in milliseconds since the epoch; `null`: the clock of the machine. */
  readonly now: number | null;
}

/** From an engine that moves text when it compiles: leads from what runs to the script that it was given. */
export interface MovedCommand {
  readonly t: 'moved';
  readonly map: PositionMap;
  /** Positions that stand for `new` when an error is made there, and for what `map` says otherwise. */
  readonly made?: readonly MadePlace[];
}

/**
 * Line and column in what runs, those of a `new` in the script, counted as in a `PositionMap`, and the class behind
 * it. Of several at one position the outermost comes first.
 */
export type MadePlace = readonly [
  line: number,
  column: number,
  script_line: number,
  script_column: number,
  name: string,
];

/** Calls the export, after the script has registered its exports. */
export interface StartCommand {
  readonly t: 'start';
  readonly export_name: string;
}

/** Fires the earliest timer: one a message, so that the microtasks of each are done before the next. */
export interface TickCommand {
  readonly t: 'tick';
  /** Moves a clock that `configure` has set. */
  readonly now?: number;
}

/** What became of a call: codec text of its value, or the error that it rejects with. */
export interface AnswerCommand {
  readonly t: 'answer';
  readonly id: number;
  readonly value: string | null;
  readonly error: CallError | null;
  /** Moves a clock that `configure` has set. */
  readonly now?: number;
}

/** The rejection of a capability call as the codelet sees it; nothing of the service's error but what was made public. */
export interface CallError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
}
