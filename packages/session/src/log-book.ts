import { utf8Length, type ConsoleLog, type GuestMessage, type RunLimits } from '@codelets/core';

type LogMessage = Extract<GuestMessage, { t: 'log' }>;

/** The lines of a run. The prelude keeps the caps already; here they hold for whoever got past it. */
export class LogBook {
  readonly logs: ConsoleLog[] = [];
  #bytesLeft: number;
  #last: number;
  readonly #isHanded: boolean;
  #droppedHere = 0;
  #droppedThere = 0;

  constructor(
    private readonly limits: RunLimits,
    /** Where a clock stood that the run is handed; without one lines are told the machine's time. */
    handed: number | undefined,
  ) {
    this.#bytesLeft = limits.max_log_bytes;
    this.#last = handed ?? Date.now();
    this.#isHanded = handed !== undefined;
  }

  get dropped(): number {
    return this.#droppedHere + this.#droppedThere;
  }

  /** Adds a line; `undefined` when it was over a cap. Time stamps never go back and never lie in the future. */
  add({ level, message, at }: LogMessage): ConsoleLog | undefined {
    const bytes = utf8Length(message);
    if (this.logs.length >= this.limits.max_logs || bytes > this.#bytesLeft) {
      this.#droppedHere += 1;
      return undefined;
    }
    this.#bytesLeft -= bytes;
    this.#last = Math.max(this.#last, this.#isHanded ? at : Math.min(at, Date.now()));
    const log: ConsoleLog = { level, message, timestamp: this.#last };
    this.logs.push(log);
    return log;
  }

  /** The realm told how many lines it did not send. */
  setDropped(count: number): void {
    this.#droppedThere = Math.max(this.#droppedThere, count);
  }
}
