// Empties dist of the package in the working directory. Not tsup's own `clean`: with several
// configurations in one file each would delete what another has just written.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
