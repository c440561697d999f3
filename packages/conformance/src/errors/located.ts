import { failsWhat } from '../checks.js';
import type { ConformanceCase } from '../conformance-case.js';

/** The `@` in a source stands where the error has to be located; it is taken out before the source runs. */
export interface Located {
  readonly name: string;
  readonly marked: string;
  readonly message?: string;
}

/** A source that throws at a marked place: line, column, snippet and the top frame have to name it. */
export function located({ name, marked, message }: Located): ConformanceCase {
  const offset = marked.indexOf('@');
  const source = marked.slice(0, offset) + marked.slice(offset + 1);
  const before = source.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const line = before.length;
  const column = before.at(-1)!.length + 1;
  const own = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1]!;
  return {
    name,
    source,
    check: failsWhat('RUNTIME_ERROR', (error, { expect }) => {
      const { location, stack = '' } = error;
      expect(location && [location.file, location.line, location.column]).toStrictEqual([
        'codelet.js',
        line,
        column,
      ]);
      expect(location!.snippet).toContain(`> ${line} | ${own.replaceAll('\t', ' ')}`.trimEnd());
      expect(stack).toContain(`codelet.js:${line}:${column}`);
      if (message !== undefined) expect(error.message).toBe(message);
    }),
  };
}
