import { neutralise } from './terminal-text.js';

const MARK = '...';

/** Characters that most terminals draw two columns wide, roughly. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;

/** A text as one line that is safe for a terminal and at most `width` columns wide; where it is cut, it says so. */
export function oneLine(text: string, width: number): string {
  const line = neutralise(text)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\t', ' ')
    .trim();
  const characters: string[] = [];
  // Where to cut, should it be too long.
  let fitting = 0;
  let columns = 0;
  for (const character of line) {
    columns += WIDE.test(character) ? 2 : 1;
    if (columns > width) return `${characters.slice(0, fitting).join('')}${MARK}`;
    characters.push(character);
    if (columns <= width - MARK.length) fitting = characters.length;
  }
  return line;
}
