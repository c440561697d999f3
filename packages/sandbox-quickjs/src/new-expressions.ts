import type { Position } from '@codelets/core';
import type { ScriptToken } from './script-scanner.js';

/** The beginning of a `new` expression, and the last name of what it constructs. */
export interface Construction {
  readonly beginning: Position;
  name: string;
}

export interface Around {
  readonly outer: Construction;
  readonly inner: Construction;
}

/** An open bracket. */
interface Bracket {
  /** Where the `new` expression begins of whose arguments it is a part. */
  readonly beginning: Position | undefined;
  /** The outermost one and the innermost one around it, also below calls, in the same function. */
  readonly around: Around | undefined;
  /** Inside an arrow's body: that runs later, and is no part of the expression. */
  is_arrow: boolean;
}

/**
 * Follows the tokens of a script and knows of a token whether QuickJS may mean `new` by it: the names of what is
 * constructed, and what stands in its arguments but for names that are called.
 */
export class NewExpressions {
  readonly #script: string;
  readonly #brackets: Bracket[] = [{ beginning: undefined, around: undefined, is_arrow: false }];
  /** After `new`, before its arguments. */
  #constructed: (Construction & { readonly depth: number }) | undefined;
  #before = '';

  constructor(script: string) {
    this.#script = script;
  }

  /** The beginning of the `new` expression that a position at this token stands for, if any. */
  visit({ kind, start, end }: ScriptToken, at: () => Position): Position | undefined {
    if (kind === 'text') return this.#ofArguments();
    const text = this.#script.slice(start, end);
    const before = this.#before;
    this.#before = text;
    if (kind === 'punctuator') {
      this.#punctuate(text, before);
      return this.#ofArguments();
    }
    if (text === 'new' && before !== '.') {
      this.#constructed = { beginning: at(), name: '', depth: this.#brackets.length };
      return undefined;
    }
    if (this.#constructed && before !== 'new' && before !== '.' && this.#isOutermost())
      this.#constructed = undefined;
    if (this.#constructed) {
      this.#constructed.name = text;
      return this.#constructed.beginning;
    }
    return this.#isCalled(end) ? undefined : this.#ofArguments();
  }

  /** The `new` expressions that the token which was visited last is a part of, also below calls. */
  get around(): Around | undefined {
    const { around, is_arrow } = this.#brackets.at(-1)!;
    const enclosing = is_arrow ? undefined : around;
    const inner = this.#constructed;
    return inner ? { outer: enclosing?.outer ?? inner, inner } : enclosing;
  }

  #ofArguments(): Position | undefined {
    const { beginning, is_arrow } = this.#brackets.at(-1)!;
    return is_arrow ? undefined : beginning;
  }

  #punctuate(text: string, before: string): void {
    const { beginning, is_arrow } = this.#brackets.at(-1)!;
    const { around } = this;
    switch (text) {
      case '(':
        if (this.#constructed && this.#isOutermost() && before !== 'new') {
          this.#open(this.#constructed.beginning, around);
          this.#constructed = undefined;
        } else this.#open(undefined, around);
        return;
      case '{':
        if (is_arrow || before === ')') this.#open(undefined, undefined);
        else this.#open(beginning, around);
        return;
      case '[':
        this.#open(is_arrow ? undefined : beginning, around);
        return;
      case '=>':
        this.#brackets.at(-1)!.is_arrow = true;
        return;
      case ')':
      case ']':
      case '}':
        if (this.#isOutermost()) this.#constructed = undefined;
        if (this.#brackets.length > 1) this.#brackets.pop();
        return;
      case ',':
        this.#brackets.at(-1)!.is_arrow = false;
    }
    if (text !== '.' && this.#isOutermost()) this.#constructed = undefined;
  }

  #open(beginning: Position | undefined, around: Around | undefined): void {
    this.#brackets.push({ beginning, around, is_arrow: false });
  }

  #isOutermost(): boolean {
    return this.#constructed !== undefined && this.#brackets.length <= this.#constructed.depth;
  }

  #isCalled(end: number): boolean {
    let next = end;
    while (this.#script[next] === ' ') next += 1;
    return this.#script[next] === '(' || this.#script[next] === '`';
  }
}
