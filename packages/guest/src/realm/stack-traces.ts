import { mapPosition, setOwn, type MovedCommand, type Position, type ScriptPlace } from '@codelets/core';
import { inheritStacks, type ConstructorSite } from './inherited-stacks.js';
import { createMadePlaces, type FindMade } from './made-places.js';
import { define, intrinsics, quietly } from './intrinsics.js';
import { cut, printable } from './text.js';

interface CallSite extends ConstructorSite {
  getFileName(): unknown;
  getLineNumber(): unknown;
  getColumnNumber(): unknown;
  getFunctionName(): unknown;
  isAsync?(): unknown;
}

type FindPlace = (...asked: Parameters<FindMade>) => Position;

/** A place in the author's source, line and column from 1. */
export interface Place {
  /** Which of the scripts, counted from 0. */
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

export interface StackTraces {
  /** The scripts, in the order in which they will run. */
  configure(scripts: readonly ScriptPlace[]): void;
  /** The engine moved the text of the script that comes next. */
  moved(command: MovedCommand): void;
  /** The next script has run. */
  defined(): void;
  /** Where an error was created, if its stack has a frame of the codelet. */
  placeOf(error: object): Place | undefined;
}

const MAXIMUM_FRAMES = 50;

/**
 * Stacks show the frames of the codelet alone, in positions of the author's source: no path, no frame of ours or of
 * the host, and no name that could pass for another frame.
 */
export function createStackTraces(): StackTraces {
  const places = new intrinsics.WeakMap<object, Place>();
  const inherited = inheritStacks<Place>(headOf);
  let scripts: readonly ScriptPlace[] = [];
  const files: Record<string, number> = intrinsics.create(null) as Record<string, number>;
  const moves = intrinsics.create(null) as Record<number, FindPlace>;
  let ran = 0;

  /** `error` arose in this very frame; `isMade`: by the call of its class. */
  function placeAt(site: CallSite, error?: unknown, isMade = false): Place | undefined {
    const name = site.getFileName();
    const file = typeof name === 'string' ? files[name] : undefined;
    if (file === undefined) return undefined;
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    // A codelet may call what prepares stacks, with call sites of its own making.
    if (!isPosition(line) || !isPosition(column)) return undefined;
    const inScript = moves[file]?.(line, column - 1, error, isMade) ?? { line, column: column - 1 };
    const inSource = mapPosition(scripts[file]!.map, inScript.line, inScript.column);
    if (inSource.line < 1) return undefined;
    return { file, line: inSource.line, column: inSource.column < 0 ? 1 : inSource.column + 1 };
  }

  function prepare(error: unknown, sites: readonly CallSite[]): string {
    let text = '';
    let shown = 0;
    let found: Place | undefined;
    const first = inherited?.hidden(error, sites) ?? 0;
    for (let index = first; index < sites.length && shown < MAXIMUM_FRAMES; index += 1) {
      const site = sites[index]!;
      const place = index === first ? placeAt(site, error, first > 0) : placeAt(site);
      if (!place) continue;
      const script = scripts[place.file]!;
      // In a granted module's frames an author has nothing to change: the own frame that led there is the place.
      if (script.is_own) found ??= place;
      shown += 1;
      const called = site.getFunctionName();
      const position = `${script.filename}:${place.line}:${place.column}`;
      const name = typeof called === 'string' && called !== '' ? printable(cut(called, 128)) : '';
      const async = site.isAsync?.() === true ? 'async ' : '';
      text += name === '' ? `\n    at ${async}${position}` : `\n    at ${async}${name} (${position})`;
    }
    if (typeof error === 'object' && error !== null) {
      if (!inherited) {
        if (found) intrinsics.weakSet(places, error, found);
      } else if (inherited.isWanted(error)) inherited.keep(error, text, found);
    }
    return quietly(() => headOf(error), 'Error') + text;
  }

  // Not a bound function as the others: V8 itself, without Node around it, asks plain functions only.
  (intrinsics.Error as { prepareStackTrace?: unknown }).prepareStackTrace = intrinsics.freeze(
    (error: unknown, sites: CallSite[]) => quietly(() => prepare(error, sites), 'Error'),
  );
  // vm2 keeps an accessor of its own that cannot be changed; its setter took the function above.
  quietly(
    () =>
      define(
        intrinsics.Error,
        'prepareStackTrace',
        (intrinsics.Error as { prepareStackTrace?: unknown }).prepareStackTrace,
      ),
    undefined,
  );

  return {
    configure(all) {
      scripts = all;
      for (let index = 0; index < all.length; index += 1) setOwn(files, all[index]!.filename, index);
    },
    moved({ map, made }) {
      const find = createMadePlaces(made ?? []);
      const move: FindPlace = (line, column, error, isMade) =>
        find(line, column, error, isMade) ?? mapPosition(map, line, column);
      setOwn(moves, ran, move);
    },
    defined() {
      ran += 1;
    },
    placeOf(error) {
      if (inherited) return inherited.placeOf(error);
      // V8 formats a stack when it is first read.
      quietly(() => (error as { stack?: unknown }).stack, undefined);
      return intrinsics.weakGet(places, error);
    },
  };
}

/** Whether a text can have such a line or column. The trusted side ends a host that names any other. */
function isPosition(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 2 ** 31 && value % 1 === 0;
}

function headOf(error: unknown): string {
  const { name, message } = error as { name?: unknown; message?: unknown };
  const shownName = typeof name === 'string' ? name : 'Error';
  const shownMessage = typeof message === 'string' ? message : '';
  if (shownMessage === '') return shownName;
  return shownName === '' ? shownMessage : `${shownName}: ${shownMessage}`;
}
