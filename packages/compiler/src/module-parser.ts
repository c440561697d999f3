import { Parser, type Options, type Program } from 'acorn';

/** The part of acorn's parser that is overridden. Its plugins work this way; tests notice if a name changes. */
interface Internals {
  enterScope(flags: number): void;
  currentScope(): { var: string[]; lexical: string[]; functions: string[] };
  readRegexp(): unknown;
  readWord1(): string;
  validateRegExpFlags(state: { flags: string }): void;
  validateRegExpPattern(state: PatternState): void;
}

interface PatternState {
  readonly source: string;
  raise(message: string): never;
}

/** Never a flag: the engine's constructor refuses it before it looks at the pattern. */
const NO_FLAG = '!';

/**
 * acorn makes a RegExp of each pattern that it has checked. The engine then expands Unicode properties and sets, in
 * native code that `terminate()` does not stop: 8 KiB of `\P{L}` hold a thread for 100 ms, a megabyte for 10 s. So it
 * gets a flag that the engine refuses at once, which acorn allows for, while acorn's own check sees the true flags.
 */
function withoutRegExpValues(base: typeof Parser): typeof Parser {
  const Base = base as unknown as new (...args: never[]) => Internals;
  class PatternChecker extends Base {
    #inPattern = false;

    override readRegexp(): unknown {
      this.#inPattern = true;
      try {
        return super.readRegexp();
      } finally {
        this.#inPattern = false;
      }
    }

    override readWord1(): string {
      return super.readWord1() + (this.#inPattern ? NO_FLAG : '');
    }

    override validateRegExpFlags(state: { flags: string }): void {
      state.flags = state.flags.slice(0, -NO_FLAG.length);
      super.validateRegExpFlags(state);
    }

    // acorn compares every two groups of one name, and for each two all the groups around them: 4 KiB took 250 ms.
    override validateRegExpPattern(state: PatternState): void {
      if (comparisonSteps(state.source) > MAXIMUM_STEPS) state.raise('Too many groups of one name');
      super.validateRegExpPattern(state);
    }
  }
  return PatternChecker as unknown as typeof Parser;
}

/** Groups of one name, times the groups around one: some hundred in each other, or thousands side by side. */
const MAXIMUM_STEPS = 3000;

function comparisonSteps(pattern: string): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const [, name] of pattern.matchAll(/\(\?<([^=!>][^>]*)>/g)) {
    // An escape may spell any name, in many ways.
    const known = name!.includes('\\') ? '\\' : name!;
    const count = (counts.get(known) ?? 0) + 1;
    counts.set(known, count);
    if (count > most) most = count;
  }
  return most < 2 ? 0 : most * deepest(pattern);
}

/** How many groups stand around the innermost one. */
function deepest(pattern: string): number {
  let depth = 0;
  let most = 1;
  let isClass = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const unit = pattern[index];
    if (unit === '\\') index += 1;
    else if (isClass) isClass = unit !== ']';
    else if (unit === '[') isClass = true;
    else if (unit === '(') most = Math.max(most, (depth += 1));
    else if (unit === ')') depth -= 1;
  }
  return most;
}

/** acorn looks for a name in such a list at each declaration: as an array it is quadratic, 2 s for 15,000 functions. */
class NameList extends Array<string> {
  readonly #names = new Set<string>();

  override push(name: string): number {
    // A var is entered in each block around it, again and again.
    if (this.#names.has(name)) return this.length;
    this.#names.add(name);
    return super.push(name);
  }

  override indexOf(name: string): number {
    return this.#names.has(name) ? 0 : -1;
  }
}

function withNameLists(base: typeof Parser): typeof Parser {
  const Base = base as unknown as new (...args: never[]) => Internals;
  class NameChecker extends Base {
    override enterScope(flags: number): void {
      super.enterScope(flags);
      Object.assign(this.currentScope(), {
        var: new NameList(),
        lexical: new NameList(),
        functions: new NameList(),
      });
    }
  }
  return NameChecker as unknown as typeof Parser;
}

const ModuleParser = Parser.extend(withoutRegExpValues, withNameLists);

/** Parses a module without running or making anything of it. Throws acorn's SyntaxError. */
export function parseProgram(text: string, options: Omit<Options, 'ecmaVersion' | 'sourceType'>): Program {
  return ModuleParser.parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowHashBang: false,
    ...options,
  });
}
