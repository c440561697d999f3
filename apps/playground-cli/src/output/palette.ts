import picocolors from 'picocolors';
import type { OutputStream } from '../context.js';

export type Palette = ReturnType<typeof picocolors.createColors>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Colours for one stream: NO_COLOR turns them off, FORCE_COLOR on, otherwise a terminal has them. */
export function createPalette(stream: OutputStream, env: Environment): Palette {
  return picocolors.createColors(wantsColour(stream, env));
}

function wantsColour(stream: OutputStream, env: Environment): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}
