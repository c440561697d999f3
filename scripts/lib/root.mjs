import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace, whatever the working directory is. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
