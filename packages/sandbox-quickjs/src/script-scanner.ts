/** `text` is a string, comment, pattern or number, or a part of a template. */
export interface ScriptToken {
  readonly kind: 'word' | 'punctuator' | 'text';
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{ID_Start}$_#\\](?:[\p{ID_Continue}$\\]|\u200c|\u200d)*/uy;
const NUMBER = /\.?[0-9][\w.]*/y;
const SPACE = /[\s\ufeff]/;
const COMMENT = /\/\/[^\n\r\u2028\u2029]*[\u2028\u2029]?|\/\*[^]*?(?:\*\/|$)/y;
const STRING = /'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*'?|"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*"?/y;
const PATTERN = /\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/\w*/y;
/** From the opening mark, or the bracket that closes a hole, to the next hole or the closing mark. */
const TEMPLATE = /[`}](?:[^\\`$]|\\[^]|\$(?!\{))*(?:`|\$\{|$|\$)/y;
/** Words after which a slash begins a pattern. */
const BEFORE_PATTERN = /^(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|yield|await)$/;

/**
 * The tokens of a script, in one pass and in linear time. It is no parser: where it takes a division for a pattern,
 * positions in stacks are off, and nothing else happens.
 */
export function* scanScript(script: string): Generator<ScriptToken> {
  const holes: number[] = [];
  let depth = 0;
  let is_value_before = false;

  for (let start = 0; start < script.length;) {
    const unit = script[start]!;
    const match = (pattern: RegExp): number => {
      pattern.lastIndex = start;
      return pattern.test(script) ? pattern.lastIndex : 0;
    };
    const closes_hole = unit === '}' && holes.at(-1) === depth;
    let end = 0;
    let kind: ScriptToken['kind'] = 'text';
    if (SPACE.test(unit)) {
      start += 1;
      continue;
    }
    if (unit === '`' || closes_hole) {
      end = match(TEMPLATE) || start + 1;
      if (closes_hole) holes.pop();
      is_value_before = !(end - start > 2 && script.startsWith('${', end - 2));
      if (!is_value_before) holes.push(depth);
    } else if ((end = match(COMMENT)) > 0) {
      // What was before it counts.
    } else if ((end = match(STRING) || match(NUMBER) || (is_value_before ? 0 : match(PATTERN))) > 0) {
      is_value_before = true;
    } else if ((end = match(WORD)) > 0) {
      kind = 'word';
      is_value_before = !BEFORE_PATTERN.test(script.slice(start, end));
    } else {
      kind = 'punctuator';
      end = start + (script.startsWith('=>', start) ? 2 : 1);
      if (unit === '{') depth += 1;
      if (unit === '}') depth -= 1;
      is_value_before = unit === ')' || unit === ']' || unit === '}';
    }
    yield { kind, start, end };
    start = end;
  }
}
