import { neutralise } from './terminal-text.js';

/** Characters that most terminals draw two columns wide, roughly. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;

/** A text as one line that is safe for a terminal and at most `width` columns wide; where it is cut, it says so. */
export function oneLine(text: string, width: number): string {
  const line = neutralise(text)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\t', ' ')
    .trim();
  let columns = 0;
  let kept = '';
  for (const character of line) {
    columns += WIDE.test(character) ? 2 : 1;
    if (columns > width) return `${cut(kept, width - 3)}...`;
    kept += character;
  }
  return kept;
}

/** Takes characters away at the end until the text is so wide at the most. */
function cut(text: string, width: number): string {
  const characters = [...text];
  let columns = characters.reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
  while (columns > width && characters.length > 0) {
    columns -= WIDE.test(characters.pop() as string) ? 2 : 1;
  }
  return characters.join('');
}
