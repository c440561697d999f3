import type { Palette } from './palette.js';
import { neutralise } from './terminal-text.js';

/** What is wrong with the use of the command, as a line. */
export function formatComplaint(message: string, palette: Palette): string {
  return `${palette.red('error:')} ${neutralise(message)}\n`;
}
