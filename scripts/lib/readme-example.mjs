const BLOCK = /^```js\n([\s\S]*?)^```$/gm;
const EXPECTATION = /\/\/ (?:→|=>|prints:?) ?(.+)$/gm;

/**
 * The first JavaScript block of a page that uses the runner, and what its comments say it prints:
 * `// → 42` after a console.log.
 *
 * @param {string} markdown
 * @returns {{ code: string, expected: string[] }}
 */
export function readExample(markdown) {
  for (const [, code] of markdown.matchAll(BLOCK)) {
    if (!code.includes("from '@codelets/runner'")) continue;
    const expected = [...code.matchAll(EXPECTATION)].map(([, text]) => text.trim());
    if (expected.length === 0)
      throw new Error('The example of the README does not say what it prints: add `// → ...`.');
    return { code, expected };
  }
  throw new Error("The README has no ```js block that imports from '@codelets/runner'.");
}
