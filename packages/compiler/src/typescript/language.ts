export type Language = 'js' | 'ts';

/** The language that a file name tells. */
export function languageOf(filename: string): Language {
  return /\.m?ts$/.test(filename) ? 'ts' : 'js';
}
