/** What both sides evaluate before the modules: probes whose findings are the events to compare. */
export const PROBES = `
globalThis.events = [];
globalThis.shown = (value) => {
  if (typeof value === 'function') return 'function ' + value.name;
  if (value !== null && typeof value === 'object') return '{' + Object.getOwnPropertyNames(value) + '}' + Object.prototype.toString.call(value);
  return String(value);
};
globalThis.note = (text) => { events[events.length] = text; };
globalThis.probe = (name, read) => {
  try {
    const value = read();
    note(name + ' is ' + shown(value));
  } catch (error) {
    note(name + ' throws ' + error.name);
  }
};
`;

/** What came of a graph of modules. */
export interface Observed {
  /** The name of the error that ended it, its message where the modules themselves threw it, or `ok`. */
  readonly end: string;
  readonly events: readonly string[];
}

export type Graph = Readonly<Record<string, string>>;
