import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

/** On one line, all of which is printed. */
const each = (act: string): string =>
  `for (let count = 0; count < 60; count += 1) { const dive = () => { try { dive() } catch { try { ${act} } catch {} } }; try { dive() } catch {} await null } /* ${'a long line '.repeat(2500)} */`;

export const rejectionsAtTheEndOfTheStack = codelet({
  class: 'denial-of-service',
  name: 'rejections that the engine cannot note, each printed with the line that it stands on',
  modelled_on: 'class: what a host prints is counted, and somebody is blamed for it',
  options: { timeout_ms: 5000 },
  source: `export async function main() {
  ${each('(async () => { throw 1 })()')}
  ${each('new Promise((_, reject) => reject(1))')}
  return 'fine';
}`,
  outcome: all(gives('fine'), nextRunIsRight),
});
