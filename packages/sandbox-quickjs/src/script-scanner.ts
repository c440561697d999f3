/** What a scan meets in code, outside of strings, comments and patterns. */
export interface ScriptToken {
  readonly kind: 'word' | 'punctuator';
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{ID_Start}$_#\\][\p{ID_Continue}$\u200c\u200d\\]*/uy;
const NUMBER = /\.?[0-9][\w.]*/y;
const LINE_COMMENT = /\/\/[^\n\r\u2028\u2029]*/y;
const BLOCK_COMMENT = /\/\*[^]*?(?:\*\/|$)/y;
const STRING = /'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*'?|"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*"?/y;
const PATTERN = /\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/\w*/y;
/** From the opening mark, or the bracket that closes a hole, to the next hole or the closing mark. */
const TEMPLATE = /[`}](?:[^\\`$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
/** Words after which a slash begins a pattern. */
const BEFORE_PATTERN = /^(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|yield|await)$/;

/**
 * The words and punctuators of a script, in one pass and in linear time. It is no parser: where it takes a division
 * for a pattern, positions in stacks are off, and nothing else happens.
 */
export function* scanScript(text: string): Generator<ScriptToken> {
  const holes: number[] = [];
  let depth = 0;
  let value_before = false;
  let offset = 0;

  const match = (pattern: RegExp): number => {
    pattern.lastIndex = offset;
    return pattern.test(text) ? pattern.lastIndex : 0;
  };

  while (offset < text.length) {
    const unit = text[offset]!;
    const start = offset;
    if (/\s/.test(unit)) {
      offset += 1;
    } else if (unit === '`' || (unit === '}' && holes.at(-1) === depth)) {
      if (unit === '}') holes.pop();
      offset = match(TEMPLATE) || offset + 1;
      const opens_hole = text.startsWith('${', offset - 2) && offset - 2 > start - 1;
      if (opens_hole) holes.push(depth);
      value_before = !opens_hole;
    } else if (unit === "'" || unit === '"') {
      offset = match(STRING) || offset + 1;
      value_before = true;
    } else if (unit === '/' && (match(LINE_COMMENT) || match(BLOCK_COMMENT))) {
      offset = match(LINE_COMMENT) || match(BLOCK_COMMENT);
    } else if (unit === '/' && !value_before && match(PATTERN)) {
      offset = match(PATTERN);
      value_before = true;
    } else if (match(NUMBER)) {
      offset = match(NUMBER);
      value_before = true;
    } else if (match(WORD)) {
      offset = match(WORD);
      value_before = !BEFORE_PATTERN.test(text.slice(start, offset));
      yield { kind: 'word', start, end: offset };
    } else {
      offset += unit === '=' && text[offset + 1] === '>' ? 2 : 1;
      if (unit === '{') depth += 1;
      if (unit === '}') depth -= 1;
      value_before = unit === ')' || unit === ']' || unit === '}';
      yield { kind: 'punctuator', start, end: offset };
    }
  }
}
